// What a mail client's errors mean that no server here brings about.
import type { NodemailerError } from 'nodemailer';
import { describe, expect, it } from 'vitest';
import { Transient, Unconfirmed } from '../../platform/platform.ts';
import { failureOf } from './outcome.ts';

const ID = '<message.1@mail.example.com>';
const failed = (facts: Partial<NodemailerError>, wasBegun = false) =>
  failureOf(Object.assign(new Error('canary'), facts), wasBegun, ID);

describe('a mail that could not be handed over', () => {
  it('is refused for good where the client itself cannot send it: too large, or to no address', () => {
    const error = 'the mail cannot be sent as it is: EMESSAGE';
    expect(failed({ code: 'EMESSAGE', command: 'MAIL FROM' })).toEqual({ ok: false, error });
    expect(failed({ code: 'EENVELOPE', command: 'API' })).toMatchObject({ ok: false });
  });

  it('was surely not taken where the conversation went wrong, not the mail', () => {
    const facts = { code: 'EENVELOPE', responseCode: 503, response: '503 bad sequence of commands' };
    expect(() => failed(facts)).toThrow(new Transient('the mail server did not take the mail for now: 503'));
  });

  it('may have been taken where the answer to it is no answer', () => {
    const facts = { code: 'EMESSAGE', responseCode: 354, response: '354 go on' };
    expect(() => failed(facts, true)).toThrow(Unconfirmed);
    expect(() => failed({}, true)).toThrow(/no reason given/);
  });

  it('is told in codes alone', () => {
    expect(() => failed({})).toThrow(new Transient('the mail server cannot be used (no reason given)'));
    const facts = { code: 'EMESSAGE', responseCode: 552, response: '552-5.2.2 mailbox of canary is full' };
    expect(failed(facts, true)).toEqual({ ok: false, error: 'the mail server refused the mail: 552 5.2.2' });
  });
});
