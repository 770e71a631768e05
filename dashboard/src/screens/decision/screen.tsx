// Stub of the screen, until it is written.
export const DecisionScreen = () => <h1>Decision</h1>;
