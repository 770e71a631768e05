// The two operations behind a signed link: what is asked, and the answer. Neither needs a bearer token: the link proves the person.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { JsonObject } from '../core/json.ts';
import { TEXT_MAX } from '../core/limits.ts';
import type { WorkflowEngine } from '../engine/engine.ts';
import { refuse } from '../engine/failure.ts';
import type { Caller } from '../engine/parts.ts';
import { parse } from './callable.ts';
import { type DecisionClaims, type DecisionLinks, TOKEN_LENGTH_MAX } from './decision-links.ts';

const token = z.string().min(1).max(TOKEN_LENGTH_MAX);
const text = z.string().max(TEXT_MAX);

export const openDecisionRequest = z.strictObject({ token });
export const decideByLinkRequest = z.strictObject({
  token,
  /** As openDecision answered it, not long ago. */
  nonce: z.string().min(1).max(100),
  choice: z.enum(['approve', 'reject', 'request_changes']),
  reason: text.optional(),
  notes: text.optional(),
  commandId: z.string().min(1).max(200).optional(),
});
type Decision = z.infer<typeof decideByLinkRequest>;

export interface DecisionPageParts {
  readonly links: DecisionLinks;
  readonly engine: WorkflowEngine;
  /** Epoch ms. */
  readonly now: () => number;
}
type Open = (data: unknown) => Promise<JsonObject>;

/** The signature comes before everything else: a link that is not ours costs no read. */
export function decisionOperations(parts: DecisionPageParts): {
  readonly openDecision: Open;
  readonly decideByLink: Open;
} {
  const { links, engine, now } = parts;
  return {
    openDecision: async (data) => {
      const { token } = parse(openDecisionRequest, data);
      const claims = await claimsOf(parts, token);
      return { ...(await engine.decisionPage(claims)), nonce: links.nonce(token, now()) };
    },
    decideByLink: async (data) => {
      const request = parse(decideByLinkRequest, data);
      const claims = await claimsOf(parts, request.token);
      if (!links.isNonce(request.token, request.nonce, now()))
        refuse('UNAUTHENTICATED', 'The request was opened too long ago. Look at it again, then decide.', {
          again: 'openDecision',
        });
      await decide(engine, claims, request);
      return engine.decisionPage(claims);
    },
  };
}

async function claimsOf({ links, now }: DecisionPageParts, token: string): Promise<DecisionClaims> {
  const claims = await links.verify(token, now());
  return claims ?? refuse('UNAUTHENTICATED', `This link is not valid, or not any more. ${insteadOf(links)}`);
}

const insteadOf = ({ home }: DecisionLinks): string => `Ask for a new message, or sign in at ${home}.`;

function decide(engine: WorkflowEngine, { userId, ...claims }: DecisionClaims, request: Decision): Promise<JsonObject> {
  const caller: Caller = { userId, channel: 'link', authentication: 'signed link', assurance: 'link' };
  const { instanceId, stepId, attempt } = claims;
  const { choice, reason, notes } = request;
  const command = { instanceId, stepId, attempt, commandId: commandIdOf(request) };
  switch (choice) {
    case 'approve':
      return engine.approveStep(caller, { ...command, ...(notes === undefined ? {} : { notes }) });
    case 'reject':
      return engine.rejectStep(caller, { ...command, reason });
    case 'request_changes':
      return engine.requestChanges(caller, { ...command, reason });
    default:
      return choice satisfies never;
  }
}

/** One look, one choice, one decision: a double click and a repeat after a lost answer are the same command. */
const commandIdOf = ({ token, nonce, choice, commandId = '' }: Decision): string =>
  `link:${createHash('sha256').update([token, nonce, choice, commandId].join('\n')).digest('base64url')}`;
