// One decision on a page of its own, as messages link to it.
import './decision.css';
import '../../deciding/deciding.css';
import type { InstanceView } from '../../api/api.ts';
import { type Definition, useDefinition } from '../../data/definition.ts';
import { keyOf, store, useQuery } from '../../data/query.ts';
import { useDeciding } from '../../deciding/use-deciding.tsx';
import { SlaChip, StateChip } from '../../design/chip.tsx';
import { Empty, Show, Skeleton } from '../../design/feedback.tsx';
import { Icon } from '../../design/icon.tsx';
import { Person } from '../../design/person.tsx';
import { Time } from '../../design/time.tsx';
import type { ScreenProps } from '../../routes.tsx';
import { ScreenHead } from '../../shell/head.tsx';
import { shared } from '../../words/words.ts';
import { Priority } from '../approvals/task-card.tsx';
import { DecideBar } from './decide-bar.tsx';
import { changesSince, schemaOf, titleOf } from './facts.ts';
import { Attachments, Changes, Comments, Steps, Why } from './parts.tsx';
import { RequestData } from './request-data.tsx';
import { decisionWords } from './words.ts';

export function DecisionScreen({ params }: ScreenProps) {
  const { instanceId = '', stepId = '' } = params;
  const words = decisionWords();
  const loaded = useQuery('getWorkflowInstance', { instanceId });
  const definition = useDefinition(loaded.data?.workflowId, loaded.data?.version);
  return (
    <>
      <a class="back-link small" href="/approvals">
        <Icon name="inbox" size={14} />
        {words.back}
      </a>
      <Show
        loaded={loaded}
        loading={<Skeleton rows={3} height={9} />}
        onRetry={() => void store.refresh(keyOf('getWorkflowInstance', { instanceId }))}
      >
        {(view) => <Decision view={view} stepId={stepId} definition={definition.data} />}
      </Show>
    </>
  );
}

interface DecisionProps {
  readonly view: InstanceView;
  readonly stepId: string;
  readonly definition: Definition | undefined;
}
function Decision({ view, stepId, definition }: DecisionProps) {
  const words = decisionWords();
  const { errors } = shared();
  const step = view.steps[stepId];
  const { begin, dialog } = useDeciding();
  if (step === undefined)
    return (
      <Empty icon="search" title={errors.missing}>
        {errors.missingText}
      </Empty>
    );
  const mine = definition?.steps.find(({ id }) => id === stepId);
  const title = titleOf(view);
  const target = { instanceId: view.instanceId, stepId, attempt: step.attempt, revision: view.revision };
  return (
    <div class="stack">
      <Head view={view} stepId={stepId} title={title} definition={definition} />
      <DecideBar view={view} stepId={stepId} step={step} definition={mine} title={title} />
      <Changes changes={changesSince(view.history)} schema={schemaOf(definition)} currency={currencyOf(view)} />
      <div class="decision-columns">
        <div class="stack">
          <section class="card padded stack">
            <h2>{words.data}</h2>
            <RequestData data={view.data} schema={schemaOf(definition)} />
          </section>
          <Attachments view={view} />
        </div>
        <div class="stack">
          <Steps view={view} definition={definition} />
          <Why view={view} step={step} definition={mine} workflow={definition} />
          <Comments view={view} onAdd={() => begin({ deed: 'comment', target, title })} />
        </div>
      </div>
      {dialog}
    </div>
  );
}

const currencyOf = ({ data }: InstanceView): string | undefined =>
  typeof data.currency === 'string' ? data.currency : undefined;

interface HeadProps {
  readonly view: InstanceView;
  readonly stepId: string;
  readonly title: string;
  readonly definition: Definition | undefined;
}
function Head({ view, stepId, title, definition }: HeadProps) {
  const words = decisionWords();
  const open = view.openSteps.find((step) => step.stepId === stepId);
  const name = definition?.steps.find(({ id }) => id === stepId)?.name ?? open?.name ?? stepId;
  return (
    <ScreenHead
      title={title}
      actions={
        <a class="button" href={`/instances/${encodeURIComponent(view.instanceId)}`}>
          <Icon name="history" />
          {words.history}
        </a>
      }
    >
      <span class="row">
        <span>
          {definition?.name ?? view.workflowId} · {name}
        </span>
        <StateChip state={view.status} outcome={view.outcome} />
        <Priority priority={view.priority} />
        <SlaChip dueAt={open?.dueAt} />
        <span class="row small">
          <Person id={view.startedBy} />
          <Time at={view.startedAt} />
        </span>
      </span>
    </ScreenHead>
  );
}
