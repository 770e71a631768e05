// Which service account this process runs as: what Google's metadata server says, asked once.
import { Transient } from '../platform.ts';

const URL_OF_EMAIL = 'http://metadata.google.internal/computeMetadata/v1/instance/service-accounts/default/email';
const TIMEOUT_MS = 2_000;

export interface ServiceAccountOptions {
  /** By default the address at which every process on Google Cloud finds it. */
  readonly url?: string;
}

/** Answers its e-mail address; throws `Transient` where nobody says it. What failed is asked again. */
export function runtimeServiceAccount({ url = URL_OF_EMAIL }: ServiceAccountOptions = {}): () => Promise<string> {
  let known: Promise<string> | null = null;
  return () => {
    known ??= ask(url).catch((error: unknown) => {
      known = null;
      throw new Transient(`the metadata server does not say which service account this is: ${String(error)}`);
    });
    return known;
  };
}

async function ask(url: string): Promise<string> {
  const response = await fetch(url, {
    headers: { 'Metadata-Flavor': 'Google' },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new Error(`it answers ${response.status}`);
  return (await response.text()).trim();
}
