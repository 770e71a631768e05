// Whether the record of a request is whole: asked at a click, answered beside it.
import { useState } from 'preact/hooks';
import { call } from '../../api/api.ts';
import type { Answer } from '../../api/client.ts';
import { asApiError } from '../../api/error.ts';
import { Button } from '../../design/button.tsx';
import { Note } from '../../design/feedback.tsx';
import { sayProblem } from '../../design/toast.tsx';
import { errorText } from '../../words/error-text.ts';
import { number } from '../../words/format.ts';
import { instanceWords } from './words.ts';

export function Audit({ instanceId }: { readonly instanceId: string }) {
  const { audit: words } = instanceWords();
  const [answer, setAnswer] = useState<Answer<'verifyAuditTrail'> | null>(null);
  const [isBusy, setBusy] = useState(false);
  const check = () => {
    setBusy(true);
    call('verifyAuditTrail', { instanceId })
      .then(setAnswer, (error) => sayProblem(errorText(asApiError(error))))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <span class="spread">
        <Button icon="shield" isBusy={isBusy} onClick={check}>
          {words.check}
        </Button>
      </span>
      {answer && (
        <div class="audit-answer">
          <Note tone={answer.ok ? 'good' : 'bad'} icon={answer.ok ? 'shield' : 'alert'}>
            {answer.ok ? words.whole(number(answer.entries)) : words.broken(number(answer.firstBad ?? 0))}
          </Note>
        </div>
      )}
    </>
  );
}
