// What an instance is about, as the API shows it to the reader, and what went wrong with it.
import { useQuery } from '../../data/query.ts';
import { Button, ButtonLink } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Note, Show, Skeleton } from '../../design/feedback.tsx';
import { useWorkflows } from '../../overseeing/parts.tsx';
import { overseeingWords } from '../../overseeing/words.ts';
import { shared } from '../../words/words.ts';
import type { Item } from './items.ts';
import { operationsWords } from './words.ts';

interface PayloadProps {
  readonly item: Item;
  readonly onClose: () => void;
}
export function PayloadDialog({ item: { instanceId, workflowId, stepId, error }, onClose }: PayloadProps) {
  const words = operationsWords();
  const { actions } = shared();
  const { instance: name } = overseeingWords();
  const { nameOf } = useWorkflows();
  const loaded = useQuery('getWorkflowInstance', { instanceId });
  return (
    <Dialog
      title={`${nameOf(workflowId)}: ${words.payload}`}
      onClose={onClose}
      foot={
        <>
          <ButtonLink href={`/instances/${encodeURIComponent(instanceId)}`} icon="external">
            {name}
          </ButtonLink>
          <Button onClick={onClose}>{actions.close}</Button>
        </>
      }
    >
      {error && <Note tone="bad">{error}</Note>}
      <p class="soft small">{words.payloadText}</p>
      <Show loaded={loaded} loading={<Skeleton rows={1} height={10} />}>
        {({ data, steps }) => (
          <>
            <Json label={words.payload} value={data} />
            {stepId !== undefined && steps[stepId] && <Json label={stepId} value={steps[stepId]} />}
          </>
        )}
      </Show>
    </Dialog>
  );
}

const Json = ({ label, value }: { readonly label: string; readonly value: unknown }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a frame that scrolls has to be reached by keyboard.
  <section class="payload" tabIndex={0} aria-label={label}>
    <pre>{JSON.stringify(value, null, 2)}</pre>
  </section>
);
