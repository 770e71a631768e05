// The door where people sign in with Google: one button, and what may stand in its way.
import { useState } from 'preact/hooks';
import { type ApiError, asApiError } from '../api/error.ts';
import { Button } from '../design/button.tsx';
import { Note } from '../design/feedback.tsx';
import { signIn, startSession, stranger } from '../session/session.ts';
import { errorText } from '../words/error-text.ts';
import { shared } from '../words/words.ts';

export function SignInWithGoogle() {
  const { signIn: words, actions } = shared();
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const email = stranger.value;
  const enter = async (): Promise<void> => {
    setProblem(null);
    setBusy(true);
    await signIn('').catch((error) => setProblem(problemText(asApiError(error))));
    setBusy(false);
  };
  return (
    <section class="card door-card">
      <h1>{words.googleTitle}</h1>
      {email === null ? <p class="soft">{words.googleText}</p> : <Note tone="warn">{words.stranger(email)}</Note>}
      {problem !== null && <Note tone="bad">{problem}</Note>}
      <Button tone="primary" isBusy={isBusy} onClick={() => void enter()}>
        {email === null ? words.google : words.another}
      </Button>
      {email !== null && <Button onClick={() => void startSession()}>{actions.retry}</Button>}
    </section>
  );
}

function problemText(error: ApiError): string {
  const { signIn: words } = shared();
  if (error.reason === 'POPUP_BLOCKED') return words.blocked;
  if (error.reason === 'SIGN_IN_FAILED') return words.failed(error.message);
  return errorText(error);
}
