// People once the faults have stopped: whoever can act does, sooner or later, and operators mend what is stuck.
import { type Instance, isOpen, type OpenStep } from '../functions/core/instance.ts';
import type { Commands } from './commands.ts';
import { isWanting } from './errands.ts';
import { isForPeople, type People, tasksOf } from './people.ts';
import { isRandomId } from './random-definitions.ts';
import type { World } from './world.ts';

const RETRIES_MAX = 2;
/** Substitutes tried in one instance before a step is passed over: rules may leave nobody who may decide. */
const MENDED_MAX = 2;
/** How readily somebody acts now instead of letting the clock go on, from seed to seed. */
const READINESS = [0.02, 0.2, 0.6] as const;
/** Who may be handed a task that nobody can finish. */
const SUBSTITUTES = ['cro-1', 'cro-2', 'cro-3', 'bdo-1', 'bdo-2', 'asm-1', 'asm-2', 'incharge-1'] as const;

type Deed = () => void;

/** A step that waits for people who have all voted: the engine says so by an incident, and an operator brings in others. */
function stuckStep(instance: Instance): { readonly stepId: string; readonly step: OpenStep } | null {
  if (instance.status !== 'running' || tasksOf(instance).length > 0) return null;
  for (const [stepId, step] of Object.entries(instance.steps))
    if (isOpen(step) && isForPeople(instance, stepId) && mayBeHopeless(instance, step)) return { stepId, step };
  return null;
}

/** What is written by hand always finds its people again, and the engine has to offer it to them; chance may find none. */
const mayBeHopeless = ({ definition }: Instance, { assignees }: OpenStep): boolean =>
  assignees.length > 0 || isRandomId(definition.id);

/** Lets one person do one thing; false: nobody does anything now. */
export function willing<E>(
  world: World<E>,
  people: People<E>,
  commands: Commands<E>,
): (world: World<E>, last: boolean) => boolean {
  const readiness = world.random.pick(READINESS);
  const retries = new Map<string, number>();
  const mended = new Map<string, number>();
  const mend = (instance: Instance): Deed | null => {
    if (instance.status === 'paused') return () => people.operate('resumeWorkflow', instance);
    if (instance.status === 'failed') {
      const tried = retries.get(instance.id) ?? 0;
      retries.set(instance.id, tried + 1);
      return () =>
        people.operate(tried < RETRIES_MAX && world.random.chance(0.7) ? 'retryWorkflow' : 'cancelWorkflow', instance);
    }
    const stuck = stuckStep(instance);
    if (stuck === null) return null;
    const tried = (mended.get(instance.id) ?? 0) + 1;
    mended.set(instance.id, tried);
    if (tried > MENDED_MAX) return () => people.operateStep('skipStep', instance, stuck.stepId);
    const others = SUBSTITUTES.filter((user) => !Object.hasOwn(stuck.step.votes, user));
    if (others.length === 0) {
      world.violate('END', `${instance.id}: ${stuck.stepId} does not end though everybody has voted`);
      return null;
    }
    const substitute = world.random.pick(others);
    return () => people.operateStep('reassignTask', instance, stuck.stepId, substitute);
  };
  return (_, last) => {
    if (commands.underWay > 0) return false;
    const again = commands.unanswered.pop();
    if (again !== undefined) {
      commands.send(again, world.random.pick(world.processes));
      return true;
    }
    if (people.toStart > 0) {
      people.start();
      return true;
    }
    const instances = [...world.store.instances.values()].map(({ document }) => document.instance);
    const wanting = instances.filter(isWanting);
    if (wanting.length > 0 && (last || world.random.chance(readiness)))
      return people.answer(world.random.pick(wanting));
    const tasks = instances.flatMap(tasksOf);
    if (tasks.length > 0 && (last || world.random.chance(readiness))) {
      people.decide(world.random.pick(tasks), 0.85);
      return true;
    }
    if (!last && !world.random.chance(readiness / 2)) return false;
    for (const instance of instances) {
      const deed = mend(instance);
      if (deed === null) continue;
      deed();
      return true;
    }
    return false;
  };
}
