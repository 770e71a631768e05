// Open tasks of each role's members, a document a role; written each minute, read for assignments.
import type { RoutingSnapshot, RoutingSnapshots } from '../platform.ts';
import { documentId } from './document-id.ts';
import type { Firestore } from './firestore.ts';
import type { Turns } from './turns.ts';
import { fieldsOf, jsonOfFields } from './values.ts';

const pathOf = (role: string): string => `routing/${documentId(role)}`;

export interface RoutingParts {
  readonly turns: Turns;
  readonly firestore: Firestore;
}

export const createRouting = ({ firestore, turns }: RoutingParts): RoutingSnapshots => ({
  read: async (roles) => {
    const paths = [...new Set(roles)].map(pathOf);
    if (paths.length === 0) return [];
    const { documents } = await firestore.get(paths);
    return [...documents.values()].map(({ fields }) => jsonOfFields(fields) as unknown as RoutingSnapshot);
  },
  write: async ({ role, countedAt, openCounts }) => {
    const path = pathOf(role);
    const fields = fieldsOf({ role, countedAt, openCounts });
    await turns.at(path, () => firestore.commit([{ kind: 'set', path, fields }]));
  },
});
