// One request: where it stands on its way, what happened to it, and what can be done about it.
import '../decision/decision.css';
import './instance.css';
import type { InstanceView } from '../../api/api.ts';
import { type Definition, useDefinition } from '../../data/definition.ts';
import { keyOf, store, useQuery } from '../../data/query.ts';
import { Show, Skeleton } from '../../design/feedback.tsx';
import { openTab, type Tab, Tabs } from '../../design/tabs.tsx';
import { setQuery } from '../../router/router.ts';
import type { ScreenProps } from '../../routes.tsx';
import { useShortcuts } from '../../shell/shortcuts.ts';
import { Comments } from './comments.tsx';
import { Course } from './course.tsx';
import { DataTab } from './data.tsx';
import { Head } from './head.tsx';
import { History } from './history.tsx';
import { Messages } from './messages.tsx';
import { messagesOf } from './story.ts';
import { useOperating } from './use-operating.tsx';
import { instanceWords } from './words.ts';

/** A request that has ended changes only by comments and late reports of messages. */
const EVERY_MS = { going: 2_500, over: 20_000 } as const;
const every = ({ status }: InstanceView): number =>
  status === 'completed' || status === 'cancelled' ? EVERY_MS.over : EVERY_MS.going;

export function InstanceScreen({ params }: ScreenProps) {
  const { instanceId = '' } = params;
  const loaded = useQuery('getWorkflowInstance', { instanceId }, { everyMs: every });
  const definition = useDefinition(loaded.data?.workflowId, loaded.data?.version);
  return (
    <div class="wide">
      <Show
        loaded={loaded}
        loading={<Skeleton rows={3} height={9} />}
        onRetry={() => void store.refresh(keyOf('getWorkflowInstance', { instanceId }))}
      >
        {(view) => <Instance view={view} definition={definition.data} />}
      </Show>
    </div>
  );
}

export interface InstanceProps {
  readonly view: InstanceView;
  readonly definition: Definition | undefined;
}

const TABS = ['course', 'history', 'data', 'messages', 'comments'] as const;

function useTabs({ history, comments }: InstanceView): readonly Tab[] {
  const { tabs, keys } = instanceWords();
  const counts: Readonly<Record<string, number | undefined>> = {
    messages: messagesOf(history).length || undefined,
    comments: comments.length || undefined,
  };
  const all = TABS.map((id) => ({ id, label: tabs[id], count: counts[id] }));
  useShortcuts(
    keys.title,
    all.map(({ id, label }, index) => ({
      keys: String(index + 1),
      label: keys.tab(label),
      run: () => setQuery({ tab: index === 0 ? null : id }),
    })),
  );
  return all;
}

function Instance({ view, definition }: InstanceProps) {
  const { tabs: words } = instanceWords();
  const tabs = useTabs(view);
  const operating = useOperating(view, definition);
  const open = openTab('tab', tabs);
  return (
    <div class="stack instance">
      <Head view={view} definition={definition} operating={operating} />
      <Tabs label={words.label} name="tab" tabs={tabs} />
      {open === 'course' && <Course view={view} definition={definition} operating={operating} />}
      {open === 'history' && <History view={view} definition={definition} />}
      {open === 'data' && <DataTab view={view} definition={definition} />}
      {open === 'messages' && <Messages view={view} definition={definition} />}
      {open === 'comments' && <Comments view={view} definition={definition} />}
      {operating.dialog}
    </div>
  );
}
