// Stub of the screen, until it is written.
export const RequestsScreen = () => <h1>Requests</h1>;
