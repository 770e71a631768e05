// Something to tell: to whom, as the definition says it, before it is resolved to single people.
import type { StepNotification, Where } from '../definition/steps.ts';
import type { JsonObject } from '../json.ts';
import type { Channel } from '../user.ts';

/** What happens to a step and can be told of by its own `notifications`. */
export type Occasion = StepNotification['on'];

export interface Notice {
  readonly occasion: string;
  readonly to: readonly string[];
  /** Selects among the members of a set of people; who is named is named. */
  readonly where?: Where | undefined;
  readonly template: string;
  readonly channels?: readonly Channel[] | undefined;
  readonly facts: JsonObject;
  /** The step it is about; absent: the workflow as a whole. */
  readonly about?: { readonly stepId: string; readonly attempt: number };
  /** Whom "assignee" means on this occasion. */
  readonly assignees: readonly string[];
}

/** What the end of a step tells unless the step says otherwise; without `facts`, who decided how and why. */
export interface EndNotice extends Pick<Notice, 'to' | 'where' | 'template' | 'channels'> {
  readonly occasion: Occasion | 'notice';
  readonly facts?: JsonObject;
}

export const TEMPLATES: { readonly [occasion in Occasion]: string } = {
  assigned: 'workflow_task_assigned',
  approved: 'workflow_step_approved',
  rejected: 'workflow_step_rejected',
  escalated: 'workflow_escalation_warning',
  completed: 'workflow_completed',
};

/** The requester is told of a decision; other outcomes concern nobody by themselves. */
export const decisionNotices = (outcome: string): readonly EndNotice[] =>
  outcome === 'approved' || outcome === 'rejected'
    ? [{ occasion: outcome, to: ['requester'], template: TEMPLATES[outcome] }]
    : [];
