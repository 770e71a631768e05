// Stub of the screen, until it is written.
export const SubmitScreen = () => <h1>Submit</h1>;
