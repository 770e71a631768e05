// An access token of whoever runs the script.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { applicationDefault } from 'firebase-admin/app';
import { UsageError } from './files.ts';

/** From gcloud, as people have it; else from the application default credentials, as machines have them. */
export async function accessToken(): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('gcloud', ['auth', 'print-access-token']);
    return stdout.trim();
  } catch {
    try {
      return (await applicationDefault().getAccessToken()).access_token;
    } catch {
      throw new UsageError(
        'There are no credentials. Sign in with "gcloud auth login", or set GOOGLE_APPLICATION_CREDENTIALS to a key file.',
      );
    }
  }
}
