// What every kind of step answers for itself. Shared code asks; it never lists kinds.

import type { PersonalCommand } from '../commands.ts';
import { type Scope, scopeOf } from '../conditions/scope.ts';
import type { Context } from '../context.ts';
import type { WorkflowDefinition } from '../definition/schema.ts';
import type { ActionUse, StepDefinition } from '../definition/steps.ts';
import type { Effect } from '../effects.ts';
import type { Event } from '../events.ts';
import type { Assignee, DataChange, EndedStep, Instance, OpenStep } from '../instance.ts';
import type { EndNotice } from '../notices/notice.ts';

/** A step of an instance, with what is needed to decide about it. */
export interface Work<S extends StepDefinition = StepDefinition> {
  readonly definition: WorkflowDefinition;
  readonly instance: Instance;
  readonly step: S;
  /** The attempt that begins or runs. */
  readonly attempt: number;
  readonly context: Context;
}

/** What the end of a step means for the workflow. */
export type Verdict = 'go_on' | 'reject_workflow' | 'fail_workflow' | LoopBack;

/** Back to an earlier step; once that is used up, `otherwise`. */
export interface LoopBack {
  readonly goto: string;
  readonly loopsMax: number;
  readonly otherwise: 'reject_workflow' | 'fail_workflow';
}

export interface StepKind<S extends StepDefinition = StepDefinition> {
  /** Commands by which people act on an open step of this kind. */
  readonly accepts: readonly PersonalCommand['type'][];
  /** Whether its outcome is a decision that can be the workflow's own. */
  readonly decides: boolean;
  activate(work: Work<S>): readonly Event[];
  /** The effect the open step waits for now, if any. */
  pendingEffect(step: S, open: OpenStep): Effect | null;
  verdict(step: S, ended: EndedStep): Verdict;
  /** Whether a change of the data makes what the step did, or is doing, outdated. */
  isOutdatedBy(step: S, changes: readonly DataChange[]): boolean;
  /** The actions that undo it, in the order of the definition. */
  undoing(step: S): readonly ActionUse[];
  /** The people the step would be given to now; nobody where the kind asks nobody. */
  candidates(work: Work<S>): readonly Assignee[];
  /** How many of so many people have to agree before the step can end. */
  peopleNeeded(step: S, people: number): number;
  /** What its end tells unless the step itself says otherwise. */
  endNotices(step: S, outcome: string): readonly EndNotice[];
}

export const scopeOfWork = (work: Work): Scope => scopeOf(work.definition, work.instance);
