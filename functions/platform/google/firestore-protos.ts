// The messages of Firestore's official client.
import { createRequire } from 'node:module';
import type messages from '@google-cloud/firestore-api/protos';

/** One large file in the old form of modules: asked for by `import`, Node would read all of it once more to find that out. */
export const protos = createRequire(import.meta.url)('@google-cloud/firestore-api/protos') as typeof messages;
