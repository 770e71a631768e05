// The settings of a process, from its environment alone.
import { describe, expect, it } from 'vitest';
import { NotConfigured, resolveConfig, resolveProviders } from './config.ts';

const PROJECT = { GCLOUD_PROJECT: 'sample-project' };

describe('the settings of a deployment', () => {
  it('follow from the project', () => {
    expect(
      resolveConfig({ ...PROJECT, REGION: 'europe-west1', MASTER_KEYS: '{"1": "…"}', K_REVISION: 'api-00007-abc' }),
    ).toEqual({
      projectId: 'sample-project',
      region: 'europe-west1',
      isDemo: false,
      authEmulator: null,
      checkDeadlinesUrl: 'https://europe-west1-sample-project.cloudfunctions.net/checkdeadlines',
      masterKeys: '{"1": "…"}',
      firstAdminEmail: null,
      linkKeys: null,
      publicUrl: 'https://sample-project.web.app',
      webhooks: {},
      providers: { maytapi: null, smtp: null },
      revision: 'api-00007-abc',
    });
  });
  it('take an empty parameter for one that is not given', () => {
    expect(resolveConfig({ ...PROJECT, REGION: '', FIRST_ADMIN_EMAIL: '', WEBHOOKS: '' })).toMatchObject({
      region: 'asia-south1',
      firstAdminEmail: null,
      webhooks: {},
    });
  });
  it('say what is missing, and how a secret has to look, without showing it', () => {
    expect(() => resolveConfig({})).toThrow(/GCLOUD_PROJECT is not set/);
    for (const WEBHOOKS of ['not JSON', '{"payments": {"secret": "hunter2", "as": "ops"}}', '{"Payments": {}}']) {
      expect(() => resolveConfig({ ...PROJECT, WEBHOOKS })).toThrow(NotConfigured);
      expect(() => resolveConfig({ ...PROJECT, WEBHOOKS })).toThrow(/^(?!.*hunter2).*The secret WEBHOOKS is/s);
    }
  });
  it('take keys for links and a place for them, and say how they have to look without showing them', () => {
    const keys = { 1: Buffer.alloc(32, 'a').toString('base64'), 2: Buffer.alloc(40, 'b').toString('base64') };
    expect(
      resolveConfig({ ...PROJECT, LINK_KEYS: JSON.stringify(keys), PUBLIC_URL: 'https://approvals.example.com/' }),
    ).toMatchObject({ linkKeys: keys, publicUrl: 'https://approvals.example.com' });
    for (const LINK_KEYS of ['not JSON', '{}', '{"1": "aHVudGVyMg=="}'])
      expect(() => resolveConfig({ ...PROJECT, LINK_KEYS })).toThrow(/^(?!.*aHVudGVyMg).*The secret LINK_KEYS is/s);
    for (const PUBLIC_URL of ['approvals.example.com', 'javascript:alert(1)', 'https://example.com/?a=1'])
      expect(() => resolveConfig({ ...PROJECT, PUBLIC_URL })).toThrow(/PUBLIC_URL is an address/);
  });
  it('name the sources that may call', () => {
    const payments = { secret: 'correct-horse-battery-staple', as: 'payments-bot' };
    expect(resolveConfig({ ...PROJECT, WEBHOOKS: JSON.stringify({ payments }) }).webhooks).toEqual({ payments });
    // The chat's own name is no other source's.
    expect(() => resolveConfig({ ...PROJECT, WEBHOOKS: JSON.stringify({ maytapi: payments }) })).toThrow(/maytapi/);
  });
});

describe('the providers', () => {
  const maytapi = {
    productId: 'p',
    phoneId: '1',
    apiKey: 'hunter2-key',
    webhookSecret: 'correct-horse-battery-staple',
  };
  const smtp = { url: 'smtps://user:hunter2@mail.example.com', from: 'Approvals <approvals@example.com>' };
  it('are those that are set up; an empty object is none', () => {
    expect(resolveProviders({ MAYTAPI: JSON.stringify(maytapi), SMTP: JSON.stringify(smtp) })).toEqual({
      maytapi: { ...maytapi, perMinute: 20 },
      smtp,
    });
    expect(resolveProviders({ MAYTAPI: '{}', SMTP: ' {} ' })).toEqual({ maytapi: null, smtp: null });
  });
  it('send the key of the API over TLS, or to this machine itself', () => {
    const at = (baseUrl: string) =>
      resolveProviders({ MAYTAPI: JSON.stringify({ ...maytapi, baseUrl }) }).maytapi?.baseUrl;
    for (const safe of ['https://gateway.example.com', 'http://127.0.0.1:8080', 'http://[::1]:8080'])
      expect(at(safe)).toBe(safe);
    for (const open of ['http://gateway.example.com', 'http://127.0.0.1.example.com', 'gateway', 'ftp://127.0.0.1'])
      expect(() => at(open)).toThrow(/\/baseUrl: https/);
  });
  it('say how their secrets have to look, without showing them', () => {
    const short = JSON.stringify({ ...maytapi, webhookSecret: 'short' });
    for (const MAYTAPI of ['hunter2', short])
      expect(() => resolveProviders({ MAYTAPI })).toThrow(/^(?!.*hunter2).*The secret MAYTAPI is/s);
    expect(() => resolveProviders({ SMTP: '{"url": "smtps://user:hunter2@x"}' })).toThrow(
      /^(?!.*hunter2).*The secret SMTP is .*\/from/s,
    );
  });
});

describe('a demo project', () => {
  const demo = { GCLOUD_PROJECT: 'demo-countersign', FIREBASE_AUTH_EMULATOR_HOST: '127.0.0.1:9099' };
  it('has master keys that protect nothing, and its functions where the emulator serves them', () => {
    const config = resolveConfig({ ...demo, FUNCTIONS_URL: 'http://127.0.0.1:5001/demo-countersign/asia-south1' });
    expect(config).toMatchObject({ isDemo: true, authEmulator: '127.0.0.1:9099' });
    expect(config.checkDeadlinesUrl).toBe('http://127.0.0.1:5001/demo-countersign/asia-south1/checkdeadlines');
    expect(JSON.parse(config.masterKeys ?? '')).toHaveProperty('1');
    expect(config.linkKeys).toHaveProperty('1');
  });
  it('is no other: a real project has no keys by itself', () => {
    expect(resolveConfig({ GCLOUD_PROJECT: 'my-demo-project' })).toMatchObject({ isDemo: false, masterKeys: null });
  });
});
