// Stub of the screen, until it is written.
export const ApprovalsScreen = () => <h1>Approvals</h1>;
