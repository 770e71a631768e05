// The head of a request: what it is, how it stands, what it waits for now, and what can be done with it.
import type { InstanceView } from '../../api/api.ts';
import { type Definition, stepNameIn } from '../../data/definition.ts';
import { now } from '../../data/live.ts';
import { usePeople } from '../../data/people.ts';
import { pathOf } from '../../deciding/use-deciding.tsx';
import { Button, ButtonLink } from '../../design/button.tsx';
import { SlaChip, StateChip } from '../../design/chip.tsx';
import { Note } from '../../design/feedback.tsx';
import { Icon, type IconName } from '../../design/icon.tsx';
import { Menu, MenuItem } from '../../design/menu.tsx';
import { Person } from '../../design/person.tsx';
import { Time } from '../../design/time.tsx';
import { labelOf } from '../../forms/label.ts';
import { fieldsOf } from '../../forms/values.ts';
import { may, me } from '../../session/session.ts';
import { ScreenHead } from '../../shell/head.tsx';
import { Priority } from '../approvals/task-card.tsx';
import { schemaOf, titleOf } from '../decision/facts.ts';
import { Value } from '../decision/request-data.tsx';
import { stepDeeds, type WorkflowDeed, workflowDeeds } from './may.ts';
import { nowSentence } from './now.ts';
import type { Operating } from './use-operating.tsx';
import { callerNow } from './use-operating.tsx';
import { instanceWords } from './words.ts';

interface HeadProps {
  readonly view: InstanceView;
  readonly definition: Definition | undefined;
  readonly operating: Operating;
}

export function Head({ view, definition, operating }: HeadProps) {
  const words = instanceWords();
  const { nameOf } = usePeople();
  const { text, tone } = nowSentence(view, definition, { nameOf, now: now.value });
  const canSeeAll = may('view_instance') || may('modify_instance');
  return (
    <>
      <header>
        <a class="back-link small" href={canSeeAll ? '/instances' : '/requests'}>
          <Icon name="list" size={14} />
          {canSeeAll ? words.back : words.backMine}
        </a>
        <ScreenHead
          title={titleOf(view)}
          actions={<HeadActions view={view} definition={definition} operating={operating} />}
        >
          <span class="row">
            <span>
              {definition?.name ?? view.workflowId} <span class="quiet">{words.version(view.version)}</span>
            </span>
            <StateChip state={view.status} outcome={view.outcome} />
            <Priority priority={view.priority} />
            <Promised view={view} />
          </span>
        </ScreenHead>
      </header>
      <div class="now-line">
        <Note tone={tone} icon={NOTE_ICONS[tone]}>
          <span class="hidden-label">{words.now.label}: </span>
          {text}
        </Note>
      </div>
      <KeyFacts view={view} definition={definition} />
    </>
  );
}

const NOTE_ICONS = { quiet: 'clock', good: 'check', warn: 'alert', bad: 'close', busy: 'clock' } as const;

/** What was promised for the whole workflow, as long as it goes on. */
function Promised({ view: { sla, status } }: { readonly view: InstanceView }) {
  if (status !== 'running' && status !== 'paused') return null;
  const { dueAt } = (sla ?? {}) as { readonly dueAt?: string };
  if (dueAt === undefined) return null;
  return (
    <span class="row small quiet">
      SLA <SlaChip dueAt={dueAt} />
    </span>
  );
}

const FACTS_MAX = 3;

/** Who asked and when, and the first few values by the order of the schema. */
function KeyFacts({ view, definition }: Pick<HeadProps, 'view' | 'definition'>) {
  const words = instanceWords();
  const title = titleOf(view);
  const currency = typeof view.data.currency === 'string' ? view.data.currency : undefined;
  const facts = fieldsOf(schemaOf(definition))
    .filter(({ name }) => isShort(view.data[name]) && view.data[name] !== title && name !== 'currency')
    .toSorted((a, b) => Number(typeof view.data[b.name] === 'number') - Number(typeof view.data[a.name] === 'number'))
    .slice(0, FACTS_MAX);
  return (
    <dl class="facts key-facts">
      <div>
        <dt>{words.startedBy}</dt>
        <dd>
          <Person id={view.startedBy} />
        </dd>
      </div>
      <div>
        <dt>{words.started}</dt>
        <dd>
          <Time at={view.startedAt} isAbsolute />
        </dd>
      </div>
      {view.completedAt && (
        <div>
          <dt>{words.ended}</dt>
          <dd>
            <Time at={view.completedAt} isAbsolute />
          </dd>
        </div>
      )}
      {facts.map(({ name, schema }) => (
        <div key={name}>
          <dt>{labelOf(name, schema)}</dt>
          <dd>
            <Value name={name} raw={view.data[name]} schema={schema} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

const SHORT_CHARS = 40;
const isShort = (value: unknown): boolean =>
  typeof value === 'number' ||
  (typeof value === 'string' && value !== '' && value.length <= SHORT_CHARS && !value.startsWith('http'));

const ICONS: Readonly<Record<WorkflowDeed, IconName>> = {
  resume: 'play',
  retry: 'history',
  edit: 'edit',
  pause: 'pause',
  signal: 'pulse',
  cancel: 'close',
};
/** What somebody came for stands open; the rest is in the menu. */
const OPEN: ReadonlySet<WorkflowDeed> = new Set(['resume', 'retry', 'edit']);

function HeadActions({ view, definition, operating }: HeadProps) {
  const words = instanceWords();
  const deeds = workflowDeeds(view, definition, callerNow());
  const mine = view.openSteps.find(({ stepId }) => {
    const step = view.steps[stepId];
    const own = definition?.steps.find(({ id }) => id === stepId);
    return step !== undefined && stepDeeds(view, step, own, callerNow()).includes('decide');
  });
  return (
    <>
      {mine && me.value && (
        <ButtonLink tone="primary" icon="check" href={pathOf({ instanceId: view.instanceId, stepId: mine.stepId })}>
          {words.decide}
          <span class="hidden-label">: {stepNameIn(definition, mine.stepId)}</span>
        </ButtonLink>
      )}
      {deeds
        .filter((deed) => OPEN.has(deed))
        .map((deed) => (
          <Button key={deed} icon={ICONS[deed]} isBusy={operating.isBusy} onClick={() => operating.begin({ deed })}>
            {words.actions[deed]}
          </Button>
        ))}
      <Menu button={<Icon name="more" />} buttonClass="button icon-only" label={words.actions.label}>
        {deeds
          .filter((deed) => !OPEN.has(deed))
          .map((deed) => (
            <MenuItem
              key={deed}
              icon={ICONS[deed]}
              isDanger={deed === 'cancel'}
              onClick={() => operating.begin({ deed })}
            >
              {words.actions[deed]}
            </MenuItem>
          ))}
        <MenuItem icon="external" onClick={operating.copyLink}>
          {words.link}
        </MenuItem>
      </Menu>
    </>
  );
}
