// The way a request takes: the graph with its state on it, and beside it the step that is looked at.
import type { InstanceView } from '../../api/api.ts';
import type { Definition } from '../../data/definition.ts';
import { now } from '../../data/live.ts';
import { usePeople } from '../../data/people.ts';
import { Skeleton } from '../../design/feedback.tsx';
import { Graph } from '../../graph/graph.tsx';
import { place, setQuery } from '../../router/router.ts';
import { number, relative, span } from '../../words/format.ts';
import { shared } from '../../words/words.ts';
import { type Labels, overlayOf, stepToShow } from './looks.ts';
import { Incidents, Related } from './related.tsx';
import { StepDetails } from './step-details.tsx';
import type { Operating } from './use-operating.tsx';
import { instanceWords } from './words.ts';

interface CourseProps {
  readonly view: InstanceView;
  readonly definition: Definition | undefined;
  readonly operating: Operating;
}

export function Course({ view, definition, operating }: CourseProps) {
  const words = instanceWords();
  const labels = useLabels();
  const asked = place.value.query.step;
  const shown = stepToShow(view);
  const chosen = asked !== undefined && view.steps[asked] !== undefined ? asked : shown;
  if (definition === undefined) return <Skeleton rows={1} height={28} />;
  return (
    <div class="course">
      <Graph
        title={words.graph(definition.name)}
        steps={definition.steps}
        overlay={overlayOf(view, labels)}
        chosen={chosen}
        onChoose={(step) => setQuery({ step })}
      />
      <div class="stack course-side">
        {chosen === undefined ? (
          <p class="quiet">{words.choose}</p>
        ) : (
          <StepDetails view={view} definition={definition} stepId={chosen} operating={operating} />
        )}
        <Incidents view={view} operating={operating} />
        <Related view={view} definition={definition} />
      </div>
    </div>
  );
}

function useLabels(): Labels {
  const words = instanceWords();
  const { status } = shared();
  const { nameOf } = usePeople();
  return {
    nameOf,
    state: (state) => (status as Readonly<Record<string, string>>)[state] ?? state,
    level: (level) => words.level(number(level)),
    due: (at) => {
      const left = Date.parse(at) - now.value;
      return left < 0 ? words.now.late(span(-left)) : words.now.due(relative(at, now.value));
    },
  };
}
