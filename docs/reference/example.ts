// What an example of the reference is: shown as a fragment with a sentence, and played on the real engine by its test.
import type { JsonObject } from '../../functions/core/json.ts';

/** How things stand at one point of an example. Only what is given is compared, and that exactly. */
export interface Expected {
  readonly status?: string;
  readonly outcome?: string;
  /** The open steps, each with the people who have it. */
  readonly open?: Readonly<Record<string, readonly string[]>>;
  /** State of steps, with the outcome where they have ended: "completed approved". */
  readonly steps?: Readonly<Record<string, string>>;
  readonly attempts?: Readonly<Record<string, number>>;
  /** When open steps are due. */
  readonly due?: Readonly<Record<string, string>>;
  readonly output?: Readonly<Record<string, JsonObject>>;
  /** The messages since the last look at them, sorted: "rita workflow_completed email". */
  readonly told?: readonly string[];
  /** Words of the newest message to a person, its subject included. */
  readonly words?: Readonly<Record<string, string>>;
  /** The actions performed since the last look at them, with their settings. */
  readonly did?: readonly string[];
  /** Why the last thing that somebody did was refused. */
  readonly refused?: string;
  readonly sla?: string;
  readonly reason?: string;
  readonly incidents?: readonly string[];
  /** Other workflows than this one, such as those that it has started. */
  readonly others?: readonly string[];
  /** The data of the request as it is shown to these people. */
  readonly shown?: Readonly<Record<string, JsonObject>>;
  /** What a record says of its workflow. */
  readonly records?: Readonly<Record<string, string>>;
  /** Who counts as the requester. */
  readonly requester?: string;
  /** Fields of the definition as it was published. */
  readonly published?: JsonObject;
}

export type Topic = 'duration' | 'assignment' | 'escalation' | 'built-in action';

export interface Example {
  /** The field it shows, such as "approval.policy". */
  readonly field: string;
  /** The part of the reference that shows it instead of the field's own. */
  readonly topic?: Topic;
  /** The fragment as it is shown: fields of a definition, or of a step laid over the usual step of its kind. */
  readonly json: JsonObject;
  /** What happens, in one sentence. */
  readonly says: string;
  /** Fields of the definition that the fragment needs around it and that are not shown. */
  readonly scaffold?: JsonObject;
  /** Steps around the one that the fragment shows. */
  readonly before?: readonly JsonObject[];
  readonly after?: readonly JsonObject[];
  /** Other workflows that it starts, published beside it. */
  readonly others?: readonly JsonObject[];
  /** What the request holds. */
  readonly data?: JsonObject;
  /** What people and the clock do, in words, and how things stand in between. */
  readonly happens: readonly (string | Expected)[];
  /** Codes of what the check finds doubtful. */
  readonly findings?: readonly string[];
  /** The same happens without the field: it is the usual case, or changes nothing. */
  readonly isUsual?: true;
  /** Nobody starts it: records do. */
  readonly isStartedByRecords?: true;
}

/** The step that a fragment of a step is laid over. */
export const USUAL_STEPS = {
  approval: { id: 'approve', name: 'Approve', type: 'approval', assignedTo: 'user:dan' },
  manual: { id: 'pick', name: 'Pick', type: 'manual', assignedTo: 'user:pia' },
  notification: {
    id: 'tell',
    name: 'Tell',
    type: 'notification',
    assignedTo: 'requester',
    template: 'workflow_completed',
  },
  system: { id: 'book', name: 'Book', type: 'system', actions: ['orders.reserveStock'] },
} as const satisfies Readonly<Record<string, JsonObject>>;

/** The definition that an example is laid over. */
export const USUAL_DEFINITION = {
  id: 'example',
  name: 'Example',
  version: '1.0.0',
  status: 'active',
  roles: ['lead', 'director', 'picker'],
} as const;

export interface Person {
  readonly id: string;
  readonly roles: readonly string[];
  readonly manager?: string;
  readonly businessUnit?: string;
  readonly territories?: readonly string[];
  readonly skills?: readonly string[];
}

/** The people of all examples; their mails are at example.com. */
export const PEOPLE: readonly Person[] = [
  { id: 'rita', roles: ['requester'], manager: 'lea' },
  { id: 'lea', roles: ['lead'], manager: 'dan', businessUnit: 'retail', territories: ['north'], skills: ['audit'] },
  { id: 'leo', roles: ['lead'], manager: 'dan', businessUnit: 'wholesale', territories: ['south'] },
  { id: 'pia', roles: ['picker'] },
  { id: 'dan', roles: ['director'] },
  { id: 'ann', roles: ['admin'] },
];
