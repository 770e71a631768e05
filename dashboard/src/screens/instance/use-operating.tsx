// From a click to the deed on a request or one of its steps: asks what has to be asked, does it, says how it went.
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { InstanceView } from '../../api/api.ts';
import { asApiError } from '../../api/error.ts';
import { type Definition, stepNameIn } from '../../data/definition.ts';
import { usePeople } from '../../data/people.ts';
import { pathOf } from '../../deciding/use-deciding.tsx';
import { say, sayProblem } from '../../design/toast.tsx';
import { go } from '../../router/router.ts';
import { may, me } from '../../session/session.ts';
import { errorText } from '../../words/error-text.ts';
import { titleOf } from '../decision/facts.ts';
import * as deeds from './deeds.ts';
import type { Caller, StepDeed, WorkflowDeed } from './may.ts';
import { Question } from './question.tsx';
import { instanceWords } from './words.ts';

export type Asked =
  | { readonly deed: WorkflowDeed }
  | { readonly deed: StepDeed; readonly stepId: string }
  | { readonly deed: 'resolve'; readonly incidentId: string };

export interface Operating {
  begin(asked: Asked): void;
  copyLink(): void;
  /** The question that is open, to be drawn somewhere. */
  readonly dialog: ComponentChildren;
  /** What was sent and is not answered yet. */
  readonly isBusy: boolean;
}

export const callerNow = (): Caller => ({ id: me.value?.id ?? '', isOperator: may('modify_instance') });

export function useOperating(view: InstanceView, definition: Definition | undefined): Operating {
  const words = instanceWords();
  const { nameOf } = usePeople();
  const [open, setOpen] = useState<Asked | null>(null);
  const [isBusy, setBusy] = useState(false);
  const { instanceId } = view;

  const perform = (run: () => Promise<unknown>, said: string): void => {
    setOpen(null);
    setBusy(true);
    run()
      .then(
        () => say(said),
        (error) => sayProblem(errorText(asApiError(error))),
      )
      .finally(() => setBusy(false));
  };

  const begin = (asked: Asked): void => {
    switch (asked.deed) {
      case 'pause':
        perform(() => deeds.pause(instanceId), words.done.pause);
        break;
      case 'resume':
        perform(() => deeds.resume(instanceId), words.done.resume);
        break;
      case 'retry':
        perform(() => deeds.retry(instanceId), words.done.retry);
        break;
      case 'retryStep':
        perform(() => deeds.retryStep(targetOf(view, asked.stepId)), words.done.retry);
        break;
      case 'edit':
        go(`/requests/${encodeURIComponent(instanceId)}/edit`);
        break;
      case 'decide':
        go(pathOf({ instanceId, stepId: asked.stepId }));
        break;
      default:
        setOpen(asked);
    }
  };

  const copyLink = (): void => {
    void navigator.clipboard.writeText(location.href).then(() => say(words.done.link));
  };
  const dialog = open && (
    <Question
      asked={open}
      title={titleOf(view)}
      definition={definition}
      stepName={(stepId) => stepNameIn(definition, stepId)}
      targetOf={(stepId) => targetOf(view, stepId)}
      instanceId={instanceId}
      nameOf={nameOf}
      onClose={() => setOpen(null)}
      perform={perform}
    />
  );
  return { begin, copyLink, dialog, isBusy };
}

const targetOf = ({ instanceId, steps }: InstanceView, stepId: string): deeds.StepTarget => ({
  instanceId,
  stepId,
  attempt: steps[stepId]?.attempt ?? 0,
});
