// Signals from outside: they end the wait that is there for them, or are kept until one comes.
import { hasPermission } from '../access.ts';
import type { SignalWorkflow } from '../commands.ts';
import type { Event } from '../events.ts';
import { isOpen, isTerminal } from '../instance.ts';
import { finishAction } from '../kinds/finish.ts';
import { SIGNALS_MAX } from '../limits.ts';
import { reject } from '../rejection.ts';
import { type Decide, events } from './decision.ts';
import { checkData } from './form.ts';

export const signalWorkflow: Decide<SignalWorkflow> = (input) => {
  const { definition, instance, command, context } = input;
  const { name, payload = {}, actor } = command;
  if (actor.id !== instance.context.startedBy && !hasPermission(context.access, 'modify_instance', actor))
    return reject('PERMISSION_DENIED', 'Only the requester or an administrator signals a workflow.');
  if (isTerminal(instance.status))
    return reject('INVALID_STATE_TRANSITION', `The workflow is ${instance.status}; nothing waits in it.`);
  const wrong = checkData(undefined, payload, 'The payload');
  if (wrong !== null) return wrong;
  if (Object.keys(instance.signals).length >= SIGNALS_MAX && !Object.hasOwn(instance.signals, name))
    return reject('LIMIT_EXCEEDED', `More than ${SIGNALS_MAX} signals that nothing waits for.`);
  const received: Event = { action: 'signal_received', data: { name, payload, by: actor.id } };
  const waiting = Object.entries(instance.steps).find(
    ([, step]) => isOpen(step) && step.wait?.kind === 'signal' && step.wait.name === name,
  );
  const [stepId, open] = waiting ?? [];
  if (stepId === undefined || !isOpen(open)) return events(received);
  return events(
    received,
    { action: 'signal_consumed', data: { name } },
    ...finishAction(definition, stepId, open, payload),
  );
};
