// Firestore over gRPC, as much of it as the stores use. No transactions, no listeners, no retries.

import type { ServiceError } from '@grpc/grpc-js';
import type { Firestore, FirestoreDocument, Query, Write } from './firestore.ts';
import { type Method, openChannel } from './firestore-channel.ts';
import { failureOf, isConflict } from './firestore-errors.ts';
import { documentOf, msOfTime, nameOf, queryMessage, sumMessage, writeMessage } from './firestore-messages.ts';
import { protos } from './firestore-protos.ts';

export interface FirestoreOptions {
  readonly projectId: string;
  /** One project may have several databases; absent: the first one. */
  readonly databaseId?: string;
  /** How long a call may take before it counts as failed. */
  readonly deadlineMs?: number;
}

const DEADLINE_MS = 5_000;
const { v1 } = protos.google.firestore;

const GET = { name: 'BatchGetDocuments', request: v1.BatchGetDocumentsRequest, response: v1.BatchGetDocumentsResponse };
const COMMIT = { name: 'Commit', request: v1.CommitRequest, response: v1.CommitResponse };
const QUERY = { name: 'RunQuery', request: v1.RunQueryRequest, response: v1.RunQueryResponse };
const SUM = {
  name: 'RunAggregationQuery',
  request: v1.RunAggregationQueryRequest,
  response: v1.RunAggregationQueryResponse,
};

/** Connects with the first call: to the emulator named by FIRESTORE_EMULATOR_HOST, or else to Firestore itself. */
export function openFirestore({
  projectId,
  databaseId = '(default)',
  deadlineMs = DEADLINE_MS,
}: FirestoreOptions): Firestore {
  const database = `projects/${projectId}/databases/${databaseId}`;
  const root = `${database}/documents`;
  const channel = openChannel({
    projectId,
    database,
    deadlineMs,
    emulator: process.env.FIRESTORE_EMULATOR_HOST || undefined,
  });
  const answersOf = <Request, Response>(method: Method<Request, Response>, request: Request) =>
    channel.stream(method, request).catch((error: ServiceError) => Promise.reject(failureOf(method.name, error)));

  const sum = async (query: Pick<Query, 'collection' | 'filters'>, field: string): Promise<number> => {
    const answers = await answersOf(SUM, sumMessage(root, query, field));
    const value = answers.find(({ result }) => result != null)?.result?.aggregateFields?.sum;
    return Number(value?.integerValue ?? value?.doubleValue ?? 0);
  };
  return {
    get: async (paths) => {
      const answers = await answersOf(GET, { database, documents: paths.map((path) => nameOf(root, path)) });
      const documents = new Map<string, FirestoreDocument>();
      let readAt = 0;
      for (const { found, readTime } of answers) {
        if (readTime != null) readAt = Math.max(readAt, msOfTime(readTime));
        if (found == null) continue;
        const document = documentOf(root, found);
        documents.set(document.path, document);
      }
      return { documents, readAt };
    },
    commit: async (writes: readonly Write[]) => {
      try {
        await channel.unary(COMMIT, { database, writes: writes.map((write) => writeMessage(root, write)) });
        return 'committed';
      } catch (error) {
        if (isConflict(error as ServiceError, writes)) return 'conflict';
        throw failureOf(COMMIT.name, error as ServiceError);
      }
    },
    query: async (query) => {
      const answers = await answersOf(QUERY, queryMessage(root, query));
      return answers.flatMap(({ document }) => (document == null ? [] : [documentOf(root, document)]));
    },
    // One call a field: a query with several sums counts only the documents that have every one of the fields.
    sum: (query, fields) => Promise.all(fields.map((field) => sum(query, field))),
    close: async () => channel.close(),
  };
}
