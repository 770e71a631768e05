// The address that the gateway is told, and what is said where it cannot be.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { webhookUrl } from './maytapi-webhook.ts';

const SECRET = 'correct-horse-battery-staple';
const run = async (args: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const script = join(import.meta.dirname, 'maytapi-webhook.ts');
  const failed = (error: { stdout: string; stderr: string; code: number }) => error;
  return promisify(execFile)(process.execPath, [script, ...args], { env: { PATH: process.env.PATH ?? '', ...env } })
    .then((done) => ({ ...done, code: 0 }))
    .catch(failed);
};

describe('the address of the webhook', () => {
  it('is below the dashboard, and holds the secret', () =>
    expect(webhookUrl('https://approvals.example.com/', SECRET)).toBe(
      `https://approvals.example.com/webhooks/maytapi/${SECRET}`,
    ));
  it('is none that goes in the open', () => {
    for (const url of ['http://approvals.example.com', 'approvals.example.com', ''])
      expect(() => webhookUrl(url, SECRET)).toThrow('is no https address');
  });
});

describe('the command', () => {
  it('says what is missing, and shows no secret', async () => {
    const none = await run(['https://approvals.example.com']);
    expect(none).toMatchObject({ code: 1 });
    expect(none.stderr).toContain('MAYTAPI is not set');
    const wrong = await run(['https://approvals.example.com'], { MAYTAPI: '{"apiKey": "hunter2"}' });
    expect(wrong.stderr).toContain('The secret MAYTAPI is');
    expect(wrong.stderr).not.toContain('hunter2');
  });
});
