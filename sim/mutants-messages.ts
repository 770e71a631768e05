// Hand-made faults in the sending of messages: each loses one, doubles one, or says of one what is not so.
import type { Mutant } from './mutants-language.ts';

const MESSAGES = 'functions/engine/messages.ts';
const OUTCOMES = 'functions/core/decide/record-messages.ts';

export const MESSAGE_MUTANTS: readonly Mutant[] = [
  {
    name: 'a try is not leased',
    file: MESSAGES,
    find: '  if (!isLeased(parts)) return send(parts, sending);\n',
    put: '  if (!isLeased(parts) || sending.tries >= 0) return send(parts, sending);\n',
  },
  {
    name: 'a try whose sender died is made again',
    file: MESSAGES,
    find: '      return forsaken(parts, sending);\n',
    put: '      return send(parts, sending);\n',
  },
  {
    name: 'not knowing whose a try is counts as a try',
    file: MESSAGES,
    find: "    if (error instanceof Transient) return 'of another';\n",
    put: '',
  },
  {
    name: 'an unknown outcome is tried again',
    file: MESSAGES,
    find: '    if (!(error instanceof Unconfirmed)) throw error;\n',
    put: '    if (error !== null) throw error;\n',
  },
  {
    name: 'an unknown outcome is taken as sent',
    file: OUTCOMES,
    find: "  if (outcome.kind === 'sent') return [sent(input, outcome)];\n",
    put: "  if (outcome.kind === 'sent') return [sent(input, outcome)];\n  return [sent(input, { ...outcome, kind: 'sent', state: 'sent', isWatched: false })];\n",
  },
  {
    name: 'a repetition is not marked',
    file: OUTCOMES,
    find: '    ...(mayHaveArrived ? { isReminder: true } : {}),\n',
    put: '',
  },
  {
    name: 'silence means nothing',
    file: OUTCOMES,
    find: '    watch === undefined || watch.until > context.now\n',
    put: '    watch === undefined || watch.until <= context.now || watch.until > context.now\n',
  },
  {
    name: 'a message that fails goes nowhere, and nobody hears of it',
    file: OUTCOMES,
    find: '  const next = nextChannel(input, effect, loss);\n',
    put: '  const next = nextChannel(input, effect, loss);\n  if (next !== null) return [failed];\n',
  },
];
