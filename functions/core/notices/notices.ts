// What each event gives cause to tell, and to whom: of the workflow as a whole here, of its steps beside.
import { stepOf } from '../definition/plan.ts';
import type { WorkflowDefinition } from '../definition/schema.ts';
import type { Event } from '../events.ts';
import { type Instance, isOpen, type OpenStep } from '../instance.ts';
import type { JsonObject } from '../json.ts';
import type { Notice } from './notice.ts';
import {
  advancedNotices,
  assignedNotices,
  changesNotices,
  endedNotices,
  escalatedNotices,
  reassignedNotices,
} from './step-notices.ts';

/** `instance` is the one right after the event. */
export function noticesOf(definition: WorkflowDefinition, instance: Instance, event: Event): readonly Notice[] {
  const lists = definition.notifications ?? {};
  switch (event.action) {
    // A draft is nobody's business yet.
    case 'workflow_started':
      return event.data.draft ? [] : ofWorkflow('started', lists.onStarted, 'workflow_started', {});
    case 'workflow_submitted':
      return ofWorkflow('started', lists.onStarted, 'workflow_started', {});
    case 'workflow_completed': {
      const { outcome, reason } = event.data;
      return ofWorkflow('completed', lists.onCompleted, 'workflow_completed', { outcome, reason });
    }
    case 'workflow_cancelled': {
      const { reason } = event.data;
      return ofWorkflow('cancelled', lists.onCompleted, 'workflow_completed', { outcome: 'cancelled', reason });
    }
    case 'workflow_failed': {
      const { reason } = event.data;
      return ofWorkflow('failed', lists.onFailed ?? ['role:admin'], 'workflow_failed', { reason });
    }
    case 'sla_warned':
      return ofWorkflow('sla-warned', ['requester', ...openAssignees(instance)], 'workflow_sla_warning', {
        stage: 'warned',
      });
    case 'sla_escalated':
      return ofWorkflow('sla-escalated', escalateTo(definition), 'workflow_sla_warning', { stage: 'escalated' });
    case 'sla_breached':
      return ofWorkflow('sla-breached', ['requester', ...escalateTo(definition)], 'workflow_sla_warning', {
        stage: 'breached',
      });
    case 'step_assigned':
      return assignedNotices(stepOf(definition, event.stepId), event);
    case 'step_reassigned':
      return reassignedNotices(stepOf(definition, event.stepId), event);
    case 'step_advanced': {
      const { votes } = instance.steps[event.stepId] as OpenStep;
      return advancedNotices(stepOf(definition, event.stepId), Object.keys(votes), event);
    }
    case 'changes_requested':
      return changesNotices(stepOf(definition, event.stepId), event);
    case 'step_escalated':
      return escalatedNotices(stepOf(definition, event.stepId), instance, event);
    case 'step_completed':
      return endedNotices(stepOf(definition, event.stepId), instance, event);
    default:
      return [];
  }
}

const ofWorkflow = (
  occasion: string,
  to: readonly string[] | undefined,
  template: string,
  facts: JsonObject,
): readonly Notice[] => (to === undefined ? [] : [{ occasion, to, template, facts, assignees: [] }]);

const escalateTo = ({ sla }: WorkflowDefinition): readonly string[] => [sla?.escalateTo ?? 'role:admin'];

const openAssignees = ({ steps }: Instance): readonly string[] =>
  Object.values(steps).flatMap((step) => (isOpen(step) ? step.assignees.map(({ user }) => `user:${user}`) : []));
