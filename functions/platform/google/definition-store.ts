// Published definitions, one document a version: the definition as text, beside it what people look for.
import type { WorkflowDefinition } from '../../core/definition/schema.ts';
import { compareVersions } from '../../core/definition/version.ts';
import type { DefinitionStore, PublishedDefinition } from '../platform.ts';
import { documentId } from './document-id.ts';
import type { Fields, Firestore, FirestoreDocument } from './firestore.ts';
import { allOf } from './pages.ts';
import type { Turns } from './turns.ts';
import { text, textOf } from './values.ts';

const COLLECTION = 'definitions';
const VERSIONS = 'versions';
const versionsOf = (id: string): string => `${COLLECTION}/${documentId(id)}/${VERSIONS}`;
const pathOf = (id: string, version: string): string => `${versionsOf(id)}/${documentId(version)}`;

/** Text rather than values: nothing asks for a part of it, and its keys come back in their order. */
const fieldsOf = ({ definition, hash }: PublishedDefinition): Fields => ({
  id: text(definition.id),
  version: text(definition.version),
  name: text(definition.name),
  status: text(definition.status),
  ...(definition.updatedAt === undefined ? {} : { updatedAt: text(definition.updatedAt) }),
  hash: text(hash),
  definition: text(JSON.stringify(definition)),
});

const published = ({ fields }: FirestoreDocument): PublishedDefinition => ({
  definition: JSON.parse(textOf(fields.definition)) as WorkflowDefinition,
  hash: textOf(fields.hash),
});

const oldestFirst = ({ definition: a }: PublishedDefinition, { definition: b }: PublishedDefinition): number =>
  a.id === b.id ? compareVersions(a.version, b.version) : a.id < b.id ? -1 : 1;

export interface DefinitionStoreParts {
  readonly turns: Turns;
  readonly firestore: Firestore;
}

export function createDefinitionStore({ firestore, turns }: DefinitionStoreParts): DefinitionStore {
  const read = async (path: string): Promise<FirestoreDocument | undefined> =>
    (await firestore.get([path])).documents.get(path);

  /** Writes what `change` makes of the stored version, or only answers. */
  const changing = <T>(
    id: string,
    version: string,
    change: (stored: FirestoreDocument | undefined) => Change<T>,
  ): Promise<T> =>
    turns.at(pathOf(id, version), async () => {
      const path = pathOf(id, version);
      const stored = await read(path);
      const { answer, to } = change(stored);
      if (to === undefined) return answer;
      const precondition = stored === undefined ? { exists: false as const } : { updateTime: stored.updateTime };
      const done = await firestore.commit([
        to === null
          ? { kind: 'delete', path, precondition }
          : { kind: 'set', path, fields: fieldsOf(to), precondition },
      ]);
      return done === 'conflict' ? done : answer;
    });

  return {
    publish: (version) =>
      changing<'published' | 'exists'>(version.definition.id, version.definition.version, (stored) =>
        stored === undefined ? { answer: 'published', to: version } : { answer: 'exists' },
      ),
    replaceDraft: (version) =>
      changing<'replaced' | 'published' | 'missing'>(version.definition.id, version.definition.version, (stored) => {
        if (stored === undefined) return { answer: 'missing' };
        return published(stored).definition.status === 'draft'
          ? { answer: 'replaced', to: version }
          : { answer: 'published' };
      }),
    get: async (id, version) => {
      const stored = await read(pathOf(id, version));
      return stored === undefined ? null : published(stored);
    },
    list: async (id) => {
      // All of them through the group of these collections: a read a version, no second copy to keep, no index to make.
      const found =
        id === undefined
          ? await allOf(firestore, { collection: VERSIONS, everywhere: true })
          : await allOf(firestore, { collection: versionsOf(id) });
      // Business records may have a collection of that name under them.
      const own = found.filter(({ path }) => path.startsWith(`${COLLECTION}/`));
      return own.map(published).sort(oldestFirst);
    },
    setStatus: (id, version, status, updatedAt) =>
      changing(id, version, (stored) => {
        if (stored === undefined) return { answer: false };
        const { definition, hash } = published(stored);
        return { answer: true, to: { definition: { ...definition, status, updatedAt }, hash } };
      }),
    remove: (id, version) =>
      changing(id, version, (stored) => (stored === undefined ? { answer: false } : { answer: true, to: null })),
  };
}

interface Change<T> {
  readonly answer: T;
  /** What the version becomes; null: nothing any more; absent: it stays as it is. */
  readonly to?: PublishedDefinition | null;
}
