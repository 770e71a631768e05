// Beside the graph: what needs an operator, and the workflows above and below this one.
import type { InstanceView } from '../../api/api.ts';
import { type Definition, stepNameIn } from '../../data/definition.ts';
import { useQuery } from '../../data/query.ts';
import { Button } from '../../design/button.tsx';
import { Chip, StateChip } from '../../design/chip.tsx';
import { Icon } from '../../design/icon.tsx';
import { Time } from '../../design/time.tsx';
import { may } from '../../session/session.ts';
import { childrenOf } from './story.ts';
import type { Operating } from './use-operating.tsx';
import { instanceWords } from './words.ts';

type Incident = InstanceView['incidents'][number] & { readonly resolvedAt?: string; readonly resolution?: string };

export function Incidents({ view, operating }: { readonly view: InstanceView; readonly operating: Operating }) {
  const words = instanceWords();
  const incidents: readonly Incident[] = view.incidents;
  if (incidents.length === 0) return null;
  return (
    <section class="card padded stack">
      <h2>{words.incidents}</h2>
      <ul class="votes">
        {incidents.map(({ incidentId, message, at, resolvedAt, resolution }) => (
          <li key={incidentId} class="small">
            <p>{message}</p>
            <span class="row quiet">
              <Time at={at} />
              {resolvedAt !== undefined && <Chip tone="good">{words.resolved}</Chip>}
              {resolution && <q>{resolution}</q>}
              {resolvedAt === undefined && may('modify_instance') && (
                <Button isSmall onClick={() => operating.begin({ deed: 'resolve', incidentId })}>
                  {words.resolve}
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Related({ view, definition }: { readonly view: InstanceView; readonly definition: Definition }) {
  const words = instanceWords();
  const children = childrenOf(view.history);
  if (children.length === 0 && view.parent === undefined) return null;
  return (
    <section class="card padded stack">
      <h2>{words.related}</h2>
      <ul class="votes">
        {view.parent && <Other instanceId={view.parent.instanceId} says={words.parent} />}
        {children.map(({ childId, stepId, isAwaited }) => (
          <Other
            key={childId}
            instanceId={childId}
            says={[words.child(stepNameIn(definition, stepId)), isAwaited ? words.awaited : '']
              .filter(Boolean)
              .join(', ')}
          />
        ))}
      </ul>
    </section>
  );
}

const EVERY_MS = 10_000;

/** Who may not see the other one sees that there is one. */
function Other({ instanceId, says }: { readonly instanceId: string; readonly says: string }) {
  const { data } = useQuery('getWorkflowStatus', { instanceId }, { everyMs: EVERY_MS });
  return (
    <li class="small">
      <p class="quiet">{says}</p>
      <span class="row">
        <a href={`/instances/${encodeURIComponent(instanceId)}`}>
          {data?.workflowId ?? instanceId.slice(0, 8)} <Icon name="right" size={12} />
        </a>
        {data && <StateChip state={data.status} outcome={data.outcome} />}
      </span>
    </li>
  );
}
