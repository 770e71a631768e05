// Stub of the screen, until it is written.
export const EditScreen = () => <h1>Edit</h1>;
