// The data of a request by the names of their schema, and what they were before.
import type { InstanceView } from '../../api/api.ts';
import type { Definition } from '../../data/definition.ts';
import { Chip } from '../../design/chip.tsx';
import { Person } from '../../design/person.tsx';
import { Time } from '../../design/time.tsx';
import { schemaOf } from '../decision/facts.ts';
import { Attachments, Changes } from '../decision/parts.tsx';
import { RequestData } from '../decision/request-data.tsx';
import { dataChangesOf } from './story.ts';
import { instanceWords } from './words.ts';

interface DataTabProps {
  readonly view: InstanceView;
  readonly definition: Definition | undefined;
}

export function DataTab({ view, definition }: DataTabProps) {
  const { data: words } = instanceWords();
  const schema = schemaOf(definition);
  const changes = dataChangesOf(view.history);
  const { source } = view.context;
  const currency = typeof view.data.currency === 'string' ? view.data.currency : undefined;
  return (
    <div class="data-columns">
      <div class="stack">
        <section class="card padded stack">
          <h2>{words.title}</h2>
          <RequestData data={view.data} schema={schema} />
          {(typeof source === 'string' || view.tags.length > 0) && (
            <p class="row small quiet">
              {typeof source === 'string' && (
                <span>
                  {words.source}: {source}
                </span>
              )}
              {view.tags.map((tag) => (
                <Chip key={tag} tone="plain">
                  {tag}
                </Chip>
              ))}
            </p>
          )}
        </section>
        <Attachments view={view} />
      </div>
      <section class="stack" aria-label={words.changes}>
        <h2>{words.changes}</h2>
        {changes.length === 0 && <p class="quiet small">{words.none}</p>}
        {changes.map(({ seq, at, by, reason, changes: touched }) => (
          <div key={seq} class="stack data-change">
            <p class="row small">
              <Person id={by} />
              <span class="quiet">
                <Time at={at} />
              </span>
              {reason && <q class="soft">{reason}</q>}
            </p>
            <Changes changes={touched} schema={schema} currency={currency} />
          </div>
        ))}
      </section>
    </div>
  );
}
