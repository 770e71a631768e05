// The trail of one request: every entry, whether it is whole, and files of it.
import { useState } from 'preact/hooks';
import { call } from '../../api/api.ts';
import type { Answer } from '../../api/client.ts';
import { asApiError } from '../../api/error.ts';
import { store, useQuery } from '../../data/query.ts';
import { Button, ButtonLink } from '../../design/button.tsx';
import { download } from '../../design/csv.ts';
import { Note, Show } from '../../design/feedback.tsx';
import { Table } from '../../design/table.tsx';
import { sayProblem } from '../../design/toast.tsx';
import { InstanceLink, shortId } from '../../overseeing/parts.tsx';
import { errorText } from '../../words/error-text.ts';
import { number } from '../../words/format.ts';
import { useEntryColumns } from './columns.tsx';
import { auditWords } from './words.ts';

const EVERY_MS = 15_000;

export function Trail({ instanceId }: { readonly instanceId: string }) {
  const words = auditWords();
  const loaded = useQuery('getAuditTrail', { instanceId }, { everyMs: EVERY_MS });
  const columns = useEntryColumns();
  return (
    <section class="stack" aria-label={words.trailOf(shortId(instanceId))}>
      <div class="row">
        <ButtonLink isSmall tone="quiet" icon="back" href="/audit">
          {words.back}
        </ButtonLink>
        <h2>
          {words.trailOf('')} <InstanceLink id={instanceId} />
        </h2>
      </div>
      <Show loaded={loaded} onRetry={() => void store.refresh('getAuditTrail')}>
        {(trail) => (
          <>
            <Verify instanceId={instanceId} trail={trail} />
            <Table
              name="trail"
              caption={words.trail}
              columns={columns}
              rows={trail.entries}
              rowKey={({ seq }) => String(seq)}
              tools={
                <Button
                  tone="quiet"
                  icon="download"
                  onClick={() =>
                    download(`countersign-trail-${instanceId}.json`, JSON.stringify(trail, null, 2), 'application/json')
                  }
                >
                  {words.json}
                </Button>
              }
            />
          </>
        )}
      </Show>
    </section>
  );
}

interface VerifyProps {
  readonly instanceId: string;
  readonly trail: Answer<'getAuditTrail'>;
}
/** Holds for the head it was asked at: a new entry has to be verified again. */
function Verify({ instanceId, trail: { head } }: VerifyProps) {
  const words = auditWords();
  const [verified, setVerified] = useState<{
    readonly head: string;
    readonly answer: Answer<'verifyAuditTrail'>;
  } | null>(null);
  const [isBusy, setBusy] = useState(false);
  const verify = () => {
    setBusy(true);
    call('verifyAuditTrail', { instanceId })
      .then(
        (answer) => setVerified({ head, answer }),
        (error: unknown) => sayProblem(errorText(asApiError(error))),
      )
      .finally(() => setBusy(false));
  };
  const answer = verified?.head === head ? verified.answer : null;
  return (
    <div class="stack">
      <div class="row">
        <Button icon="shield" isBusy={isBusy} onClick={verify}>
          {words.verify}
        </Button>
        <span class="quiet small head">
          {words.head}: <span class="mono">{head}</span>
        </span>
      </div>
      {answer &&
        (answer.ok ? (
          <Note tone="good" icon="shield">
            {words.good(number(answer.entries))}
          </Note>
        ) : (
          <Note tone="bad" icon="alert">
            {words.bad(number(answer.firstBad ?? 0))}
          </Note>
        ))}
    </div>
  );
}
