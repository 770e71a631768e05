// Parts of the decision page besides the data: what changed, who decided, why it came here, what was said.
import type { InstanceView, StepView } from '../../api/api.ts';
import type { Definition, Schema, StepDefinition } from '../../data/definition.ts';
import { usePeople } from '../../data/people.ts';
import { SlaChip, StateChip } from '../../design/chip.tsx';
import { Icon } from '../../design/icon.tsx';
import { Names, Person } from '../../design/person.tsx';
import { Time } from '../../design/time.tsx';
import { labelOf, pointerLabel, pointerParts } from '../../forms/label.ts';
import { me } from '../../session/session.ts';
import { roleText } from '../../shell/account.tsx';
import { conditionText } from '../../words/condition.ts';
import { conditionWords } from '../../words/condition-words.ts';
import { number } from '../../words/format.ts';
import { shared } from '../../words/words.ts';
import { askedIn, attachmentsOf, type Change, type Reason, reasonsFor, returnsOf, stepsToShow } from './facts.ts';
import { Value } from './request-data.tsx';
import { decisionWords } from './words.ts';

interface ChangesProps {
  readonly changes: readonly Change[];
  readonly schema: Schema;
  readonly currency: string | undefined;
}
export function Changes({ changes, schema, currency }: ChangesProps) {
  const words = decisionWords();
  if (changes.length === 0) return null;
  return (
    <section class="card padded stack changes">
      <h2>{words.changes}</h2>
      <dl>
        {changes.map(({ pointer, from, to }) => (
          <div key={pointer}>
            <dt>{pointerLabel(pointer, schema)}</dt>
            <dd>
              <del>
                <span class="hidden-label">{words.from}: </span>
                <ChangedValue pointer={pointer} raw={from} currency={currency} />
              </del>
              <Icon name="right" size={14} />
              <ins>
                <span class="hidden-label">{words.to}: </span>
                <ChangedValue pointer={pointer} raw={to} currency={currency} />
              </ins>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

interface ChangedProps {
  readonly pointer: string;
  readonly raw: unknown;
  readonly currency: string | undefined;
}
const ChangedValue = ({ pointer, raw, currency }: ChangedProps) => {
  const { values } = shared();
  if (typeof raw === 'object' && raw !== null) return <>{values.changed}</>;
  return <Value name={pointerParts(pointer).at(-1) ?? ''} raw={raw} schema={{}} currency={currency} />;
};

export function Attachments({ view }: { readonly view: InstanceView }) {
  const words = decisionWords();
  const found = attachmentsOf(view.data);
  if (found.length === 0) return null;
  return (
    <section class="card padded stack">
      <h2>{words.attachments}</h2>
      <ul class="attachments">
        {found.map(({ label, url }) => (
          <li key={url}>
            <a href={url} target="_blank" rel="noreferrer noopener">
              <Icon name="file" />
              <span>{labelOf(label)}</span>
              <span class="quiet small">{new URL(url).host}</span>
              <Icon name="external" size={14} />
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Steps({
  view,
  definition,
}: {
  readonly view: InstanceView;
  readonly definition: Definition | undefined;
}) {
  const words = decisionWords();
  const steps = definition === undefined ? [] : stepsToShow(definition, view);
  if (steps.length === 0) return null;
  return (
    <section class="card padded stack">
      <h2>{words.steps}</h2>
      <ol class="step-list">
        {steps.map((step) => (
          <StepItem
            key={step.id}
            step={step}
            state={view.steps[step.id]}
            returned={returnsOf(view, step.id)}
            dueAt={view.openSteps.find(({ stepId }) => stepId === step.id)?.dueAt}
          />
        ))}
      </ol>
    </section>
  );
}

interface StepItemProps {
  readonly step: StepDefinition;
  readonly state: StepView | undefined;
  readonly dueAt: string | undefined;
  /** When it was sent back for changes. */
  readonly returned: InstanceView['history'];
}
function StepItem({ step, state, dueAt, returned }: StepItemProps) {
  const words = decisionWords();
  if (state === undefined) return null;
  const votes = Object.entries(state.votes ?? {});
  const isOpen = ['assigned', 'in_progress', 'escalated'].includes(state.state);
  return (
    <li class={isOpen ? 'open' : state.state}>
      <div class="row">
        <strong>{step.name ?? step.id}</strong>
        <StateChip state={state.state} outcome={state.outcome} />
        {isOpen && <SlaChip dueAt={dueAt} />}
      </div>
      {returned.map(({ seq, actor, at, data }) => (
        <div key={seq} class="vote small">
          <Person id={actor} />
          <span class="soft">{shared().status.changes}</span>
          <Time at={at} />
          {typeof data.reason === 'string' && <q>{data.reason}</q>}
        </div>
      ))}
      {isOpen && votes.length === 0 && (
        <p class="soft small">
          {words.waitsFor} <Names ids={state.assignees ?? []} />
        </p>
      )}
      {votes.map(([user, { at, decision, notes }]) => (
        <div key={user} class="vote small">
          <Person id={user} />
          <span class="soft">{(shared().status as Readonly<Record<string, string>>)[decision] ?? decision}</span>
          <Time at={at} />
          {notes && <q>{notes}</q>}
        </div>
      ))}
      {state.error && <p class="small bad-text">{state.error}</p>}
    </li>
  );
}

interface WhyProps {
  readonly view: InstanceView;
  readonly step: StepView;
  readonly definition: StepDefinition | undefined;
  /** For the names in its conditions. */
  readonly workflow?: Definition | undefined;
}
export function Why({ view, step, definition, workflow }: WhyProps) {
  const words = decisionWords();
  const userId = me.value?.id ?? '';
  const reasons = reasonsFor(step, definition, userId, view.data);
  if (reasons.length === 0) return null;
  const asked = askedIn(step, userId)?.user ?? userId;
  const isMine = asked === userId;
  const condition = conditionText(definition?.conditions, {
    schema: workflow?.data,
    rules: workflow?.rules ?? {},
    words: conditionWords(),
    number,
  });
  return (
    <section class="card padded stack">
      <h2>{isMine ? words.why : words.whyOther}</h2>
      <ul class="reasons soft">
        {reasons.map((reason) => (
          <li key={JSON.stringify(reason)}>
            <ReasonText reason={reason} other={asked === userId ? null : asked} />
          </li>
        ))}
        {condition !== '' && (
          <li>
            {words.rule.condition} <span class="condition">{condition}</span>.
          </li>
        )}
      </ul>
    </section>
  );
}

/** `other` is who has the step, where it is not the reader. */
function ReasonText({ reason, other }: { readonly reason: Reason; readonly other: string | null }) {
  const { rule, ruleOf } = decisionWords();
  const { nameOf } = usePeople();
  if (other !== null) {
    const name = nameOf(other);
    if (reason.kind === 'user' || reason.kind === 'manager') return <>{ruleOf[reason.kind](name)}</>;
    if (reason.kind === 'role') return <>{ruleOf.role(name, roleText([reason.role]))}</>;
    if (reason.kind === 'instead') return <>{ruleOf.instead(name, nameOf(reason.of))}</>;
  }
  switch (reason.kind) {
    case 'user':
    case 'manager':
      return <>{rule[reason.kind]}</>;
    case 'role':
    case 'pool':
    case 'each':
      return <>{rule[reason.kind](roleText([reason.role]))}</>;
    case 'table':
      return <>{rule.table(reason.name)}</>;
    case 'where':
      return <>{rule.where(labelOf(reason.name), reason.value)}</>;
    case 'instead':
      return <>{rule.instead(nameOf(reason.of))}</>;
    case 'other':
      return <>{rule.other(reason.via)}</>;
  }
}

export function Comments({ view, onAdd }: { readonly view: InstanceView; readonly onAdd: () => void }) {
  const words = decisionWords();
  return (
    <section class="card padded stack">
      <h2>{words.comments}</h2>
      {view.comments.length === 0 && <p class="quiet small">{words.noComments}</p>}
      <ul class="comments">
        {view.comments.map(({ by, at, text }) => (
          <li key={`${by} ${at}`}>
            <div class="row small">
              <Person id={by} />
              <span class="quiet">
                <Time at={at} />
              </span>
            </div>
            <p>{text}</p>
          </li>
        ))}
      </ul>
      <div>
        <button type="button" class="button small" onClick={onAdd}>
          <Icon name="comment" />
          {words.addComment}
        </button>
      </div>
    </section>
  );
}
