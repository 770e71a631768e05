// How the step stands for the reader, and the buttons and the form to decide it.
import { useState } from 'preact/hooks';
import type { InstanceView, StepView } from '../../api/api.ts';
import { asApiError } from '../../api/error.ts';
import type { StepDefinition } from '../../data/definition.ts';
import { usePeople } from '../../data/people.ts';
import { type Deed, useDeciding } from '../../deciding/use-deciding.tsx';
import { decidingWords } from '../../deciding/words.ts';
import { Button } from '../../design/button.tsx';
import { Note } from '../../design/feedback.tsx';
import { type Problems, problemsIn, problemsOf } from '../../forms/problems.ts';
import { SchemaForm } from '../../forms/schema-form.tsx';
import type { Data } from '../../forms/values.ts';
import { me } from '../../session/session.ts';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { list } from '../../words/format.ts';
import { shared } from '../../words/words.ts';
import { type Standing, standingOf } from './facts.ts';
import { decisionWords } from './words.ts';

interface BarProps {
  readonly view: InstanceView;
  readonly stepId: string;
  readonly step: StepView;
  readonly definition: StepDefinition | undefined;
  readonly title: string;
}

export function DecideBar(props: BarProps) {
  const { view, step } = props;
  const standing = standingOf(view, step, me.value?.id ?? '');
  return standing.kind === 'mine' ? <Mine {...props} /> : <StandingNote standing={standing} />;
}

function StandingNote({ standing }: { readonly standing: Exclude<Standing, { kind: 'mine' }> }) {
  const words = decisionWords();
  const { status } = shared();
  const { nameOf } = usePeople();
  switch (standing.kind) {
    case 'over': {
      const state = (status as Readonly<Record<string, string>>)[standing.state] ?? standing.state;
      const isBad = ['rejected', 'failed', 'expired'].includes(standing.state);
      return (
        <Note tone={isBad ? 'bad' : 'good'} icon={isBad ? 'close' : 'check'}>
          {standing.by.length > 0 ? words.decidedBy(list(standing.by.map(nameOf)), state) : words.over(state)}
        </Note>
      );
    }
    case 'changes_asked':
      return (
        <Note tone="warn" icon="back">
          {words.changesAsked(nameOf(standing.by))}
        </Note>
      );
    case 'paused':
      return (
        <Note tone="warn" icon="pause">
          {words.paused}
        </Note>
      );
    case 'voted':
      return (
        <Note tone="good" icon="check">
          {words.yours}
        </Note>
      );
    case 'not_yet':
    case 'not_yours':
      return <Note icon="clock">{standing.kind === 'not_yet' ? words.notYet : words.notYours}</Note>;
  }
}

function Mine({ view, stepId, step, definition, title }: BarProps) {
  const words = decisionWords();
  const deciding = decidingWords();
  const [output, setOutput] = useState<Data>({});
  const [problems, setProblems] = useState<Problems>({});
  const { begin, dialog, isBusy } = useDeciding((error) => {
    const found = problemsIn(asApiError(error), '/output');
    setProblems(found);
    return Object.keys(found).length > 0;
  });
  const form = definition?.form;
  const isManual = definition?.type === 'manual';
  const target = { instanceId: view.instanceId, stepId, attempt: step.attempt, revision: view.revision };
  const decide = (deed: Deed) => {
    const found = form === undefined || !(deed === 'approve' || deed === 'complete') ? {} : problemsOf(form, output);
    setProblems(found);
    if (Object.keys(found).length === 0) begin({ deed, target, title, ...(form === undefined ? {} : { output }) });
  };
  const yes: Deed = isManual ? 'complete' : 'approve';
  const others: readonly Deed[] = isManual ? ['delegate', 'comment'] : ['reject', 'sendBack', 'delegate', 'comment'];
  useShortcuts(words.mine, [
    { keys: 'a', label: deciding[yes], run: () => decide(yes) },
    ...others.map((deed) => ({ keys: KEYS[deed], label: deciding[deed], run: () => decide(deed) })),
  ]);
  return (
    <section class="card padded stack decide-bar" aria-label={words.mine}>
      {form && (
        <>
          <h2>{words.form}</h2>
          <SchemaForm schema={form} data={output} problems={problems} onChange={setOutput} />
        </>
      )}
      <div class="row">
        <Button tone="primary" icon="check" hotkey="A" isBusy={isBusy} onClick={() => decide(yes)}>
          {deciding[yes]}
        </Button>
        {others.map((deed) => (
          <Button
            key={deed}
            tone={deed === 'reject' ? 'danger' : deed === 'sendBack' ? 'neutral' : 'quiet'}
            icon={ICONS[deed]}
            hotkey={KEYS[deed].toUpperCase()}
            onClick={() => decide(deed)}
          >
            {deciding[deed]}
          </Button>
        ))}
      </div>
      {dialog}
    </section>
  );
}

const KEYS: Readonly<Record<Deed, string>> = {
  approve: 'a',
  complete: 'a',
  reject: 'r',
  sendBack: 's',
  delegate: 'd',
  comment: 'c',
};
const ICONS = {
  approve: 'check',
  complete: 'check',
  reject: 'close',
  sendBack: 'back',
  delegate: 'delegate',
  comment: 'comment',
} as const;
