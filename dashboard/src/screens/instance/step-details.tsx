// One step of a request: who was asked and why, who decided what, what came of it, and what can be done with it.
import type { InstanceView, StepView } from '../../api/api.ts';
import type { Definition, StepDefinition } from '../../data/definition.ts';
import { Button } from '../../design/button.tsx';
import { SlaChip, StateChip } from '../../design/chip.tsx';
import type { IconName } from '../../design/icon.tsx';
import { Person } from '../../design/person.tsx';
import { Time } from '../../design/time.tsx';
import { graphWords } from '../../graph/words.ts';
import { setQuery } from '../../router/router.ts';
import { roleText } from '../../shell/account.tsx';
import { number, span } from '../../words/format.ts';
import { shared } from '../../words/words.ts';
import { Why } from '../decision/parts.tsx';
import { RequestData } from '../decision/request-data.tsx';
import { isOpen } from './looks.ts';
import { type StepDeed, stepDeeds } from './may.ts';
import { callerNow, type Operating } from './use-operating.tsx';
import { instanceWords } from './words.ts';

interface StepDetailsProps {
  readonly view: InstanceView;
  readonly definition: Definition;
  readonly stepId: string;
  readonly operating: Operating;
}

export function StepDetails({ view, definition, stepId, operating }: StepDetailsProps) {
  const { step: words } = instanceWords();
  const { kind } = graphWords();
  const own = definition.steps.find(({ id }) => id === stepId);
  const step = view.steps[stepId];
  if (own === undefined || step === undefined) return null;
  const dueAt = view.openSteps.find((one) => one.stepId === stepId)?.dueAt;
  return (
    <>
      <section class="card padded stack step-details" aria-label={words.title}>
        <div>
          <p class="quiet small">{kind[own.type]}</p>
          <h2>{own.name ?? stepId}</h2>
          <div class="row">
            <StateChip state={step.state} outcome={step.outcome} />
            {isOpen(step) && <SlaChip dueAt={dueAt} />}
            {step.attempt > 1 && <span class="quiet small">{words.attempt(number(step.attempt))}</span>}
          </div>
        </div>
        {own.description && <p class="soft small">{own.description}</p>}
        <Standing step={step} />
        <Votes step={step} />
        {step.error && <p class="bad-text small">{step.error}</p>}
        <Output step={step} own={own} />
        <StepActions view={view} step={step} own={own} operating={operating} />
      </section>
      {step.assignees?.includes(callerNow().id) && (
        <Why view={view} step={step} definition={own} workflow={definition} />
      )}
    </>
  );
}

/** Since when and how long, and with whom. */
function Standing({ step }: { readonly step: StepView }) {
  const { step: words } = instanceWords();
  if (step.state === 'pending') return <p class="quiet small">{words.none}</p>;
  if (step.state === 'skipped' && step.outcome === 'conditions_not_met')
    return <p class="quiet small">{words.skipped}</p>;
  const { startedAt, endedAt, assignments = [] } = step;
  return (
    <dl class="step-facts">
      {startedAt && (
        <div>
          <dt>{endedAt ? words.began : words.since}</dt>
          <dd>
            <Time at={startedAt} isAbsolute={endedAt !== undefined} />
          </dd>
        </div>
      )}
      {startedAt && endedAt && (
        <div>
          <dt>{words.took}</dt>
          <dd>{span(Date.parse(endedAt) - Date.parse(startedAt))}</dd>
        </div>
      )}
      {assignments.length > 0 && (
        <div>
          <dt>{isOpen(step) ? words.who : words.was}</dt>
          <dd>
            {assignments.map(({ user, onBehalfOf, via }) => (
              <span key={user} class="row small">
                <InPlaceOf user={user} onBehalfOf={onBehalfOf} />
                <span class="quiet">{viaText(via)}</span>
              </span>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}

/** By which role somebody has the step; nothing where they are named themselves. */
const viaText = (via: string): string => {
  const [kind = '', name = ''] = via.split(':');
  return ['role', 'load_balance', 'pool', 'each'].includes(kind) ? roleText([name]) : '';
};

function InPlaceOf({ user, onBehalfOf }: { readonly user: string; readonly onBehalfOf: string | undefined }) {
  const { person } = shared();
  return (
    <span class="row small">
      <Person id={user} />
      {onBehalfOf && (
        <span class="quiet">
          ({person.absentFor('').trim()} <Person id={onBehalfOf} />)
        </span>
      )}
    </span>
  );
}

function Votes({ step }: { readonly step: StepView }) {
  const { step: words } = instanceWords();
  const votes = Object.entries(step.votes ?? {});
  if (votes.length === 0) return null;
  return (
    <div>
      <h3 class="group-name">{words.votes}</h3>
      <ul class="votes">
        {votes.map(([user, { decision, at, onBehalfOf, notes }]) => (
          <li key={user} class="small">
            <span class="row">
              <InPlaceOf user={user} onBehalfOf={onBehalfOf} />
              <StateChip state={decision} />
              <span class="quiet">
                <Time at={at} />
              </span>
            </span>
            {notes && <q>{notes}</q>}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Output({ step, own }: { readonly step: StepView; readonly own: StepDefinition }) {
  const { step: words } = instanceWords();
  const output = step.output ?? {};
  if (Object.keys(output).length === 0) return null;
  return (
    <div>
      <h3 class="group-name">{words.output}</h3>
      <RequestData data={output} schema={own.form ?? {}} />
    </div>
  );
}

const ICONS: Readonly<Record<StepDeed, IconName>> = {
  decide: 'check',
  retryStep: 'history',
  reassign: 'delegate',
  escalate: 'up',
  skip: 'right',
};

interface StepActionsProps {
  readonly view: InstanceView;
  readonly step: StepView;
  readonly own: StepDefinition;
  readonly operating: Operating;
}
function StepActions({ view, step, own, operating }: StepActionsProps) {
  const words = instanceWords();
  const labels = { ...words.actions, decide: words.decide, retryStep: words.actions.retry };
  return (
    <div class="row">
      {stepDeeds(view, step, own, callerNow()).map((deed) => (
        <Button
          key={deed}
          isSmall
          tone={deed === 'decide' ? 'primary' : 'neutral'}
          icon={ICONS[deed]}
          onClick={() => operating.begin({ deed, stepId: own.id })}
        >
          {labels[deed]}
        </Button>
      ))}
      <Button isSmall tone="quiet" icon="history" onClick={() => setQuery({ tab: 'history', of: own.id })}>
        {words.step.history}
      </Button>
    </div>
  );
}
