// What operators can do: each one command, with those it fits.
import { send } from '../../api/api.ts';
import type { OperationName } from '../../api/client.ts';
import type { Deed } from '../../overseeing/batch.tsx';
import type { Item } from './items.ts';
import { operationsWords } from './words.ts';

export const CHANGED: readonly OperationName[] = [
  'listIncidents',
  'listWorkflowInstances',
  'listOverdueInstances',
  'listTimers',
  'getWorkflowInstance',
  'getSystemHealth',
];

const mayStop = ['draft', 'running', 'paused', 'failed', 'unknown'];
const isOpenStep = ({ stepId, status }: Item): boolean => stepId !== undefined && status === 'running';

/** Called while a screen renders: its words are the reader's. */
export function operatorDeeds() {
  const { deeds } = operationsWords();
  const retry: Deed<Item> = {
    id: 'retry',
    label: deeds.retry,
    icon: 'play',
    asks: 'nothing',
    fits: ({ status }) => status === 'failed',
    run: ({ instanceId }) => send('retryWorkflow', { instanceId }),
  };
  const dismiss: Deed<Item> = {
    id: 'dismiss',
    label: deeds.dismiss,
    icon: 'check',
    asks: 'reason',
    fits: ({ incident }) => incident !== undefined,
    run: ({ instanceId, incident }, { reason }) =>
      send('resolveIncident', { instanceId, incidentId: incident?.id ?? '', reason }),
  };
  const skip: Deed<Item> = {
    id: 'skip',
    label: deeds.skip,
    icon: 'right',
    asks: 'reason',
    fits: ({ stepId, status }) => stepId !== undefined && (status === 'running' || status === 'failed'),
    run: ({ instanceId, stepId, attempt }, { reason }) => send('skipStep', { instanceId, stepId, attempt, reason }),
  };
  const assign: Deed<Item> = {
    id: 'assign',
    label: deeds.assign,
    icon: 'people',
    asks: 'person',
    fits: ({ incident, stepId }) => incident?.kind === 'nobody_can_decide' && stepId !== undefined,
    run: ({ instanceId, stepId }, { to, reason }) => send('assignTask', { instanceId, stepId, to, ...said(reason) }),
  };
  const reassign: Deed<Item> = {
    id: 'reassign',
    label: deeds.reassign,
    icon: 'delegate',
    asks: 'person',
    fits: (item) => isOpenStep(item) && (item.assignees?.length ?? 0) > 0,
    // Without saying from whom: whoever had it, the step waits for this person alone.
    run: ({ instanceId, stepId, attempt }, { to, reason }) =>
      send('reassignTask', { instanceId, stepId, attempt, to, ...said(reason) }),
  };
  const escalate: Deed<Item> = {
    id: 'escalate',
    label: deeds.escalate,
    icon: 'bell',
    asks: 'reason',
    fits: isOpenStep,
    run: ({ instanceId, stepId, attempt }, { reason }) => send('escalateTask', { instanceId, stepId, attempt, reason }),
  };
  const cancel: Deed<Item> = {
    id: 'cancel',
    label: deeds.cancel,
    icon: 'close',
    asks: 'reason',
    isDanger: true,
    fits: ({ status }) => mayStop.includes(status),
    run: ({ instanceId }, { reason }) => send('cancelWorkflow', { instanceId, reason }),
  };
  return { retry, dismiss, skip, assign, reassign, escalate, cancel };
}

const said = (reason: string) => (reason === '' ? {} : { reason });
