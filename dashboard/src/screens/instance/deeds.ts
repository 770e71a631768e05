// What can be done with an instance: each one command, after which what is shown is asked for anew.
import { send } from '../../api/api.ts';
import type { OperationName } from '../../api/client.ts';
import { act } from '../../data/query.ts';

const CHANGED: readonly OperationName[] = [
  'getWorkflowInstance',
  'listWorkflowInstances',
  'listMyTasks',
  'listIncidents',
];
const deed = <T>(run: () => Promise<T>): Promise<T> => act({ run, changes: CHANGED });

/** The step that was seen: a newer attempt is refused. */
export interface StepTarget {
  readonly instanceId: string;
  readonly stepId: string;
  readonly attempt: number;
}

export const pause = (instanceId: string) => deed(() => send('pauseWorkflow', { instanceId }));
export const resume = (instanceId: string) => deed(() => send('resumeWorkflow', { instanceId }));
export const retry = (instanceId: string) => deed(() => send('retryWorkflow', { instanceId }));
export const cancel = (instanceId: string, reason: string) =>
  deed(() => send('cancelWorkflow', { instanceId, reason }));
export const signal = (instanceId: string, name: string, payload: Readonly<Record<string, unknown>> | undefined) =>
  deed(() => send('signalWorkflow', { instanceId, name, payload }));
export const retryStep = (target: StepTarget) => deed(() => send('retryStep', { ...target }));
export const passOver = (target: StepTarget, reason: string) => deed(() => send('skipStep', { ...target, reason }));
export const escalate = (target: StepTarget, reason: string) => deed(() => send('escalateTask', { ...target, reason }));
export const reassign = (target: StepTarget, to: string, reason: string) =>
  deed(() => send('reassignTask', { ...target, to, ...(reason === '' ? {} : { reason }) }));
export const resolveIncident = (instanceId: string, incidentId: string, reason: string) =>
  deed(() => send('resolveIncident', { instanceId, incidentId, reason }));
