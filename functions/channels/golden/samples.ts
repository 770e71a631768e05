// Sample messages: the facts, readers and ways to decide that golden files and tests of words are made of.
import type { User } from '../../core/user.ts';
import { userSchema } from '../../core/user.ts';
import type { Ask } from '../ask.ts';
import type { DigestTask } from '../digest.ts';
import { digestFacts } from '../digest.ts';
import type { MessageFacts } from '../facts.ts';
import type { MessageRequest } from '../render.ts';
import { renderMessage } from '../render.ts';

export const LANGUAGE_NAMES: readonly User['language'][] = ['en', 'bn'];

export const sampleReader = (language: User['language'], name = 'Rahima Khatun'): User =>
  userSchema.parse({
    id: 'cro-1',
    name,
    email: 'cro-1@example.com',
    phone: '+8801700000001',
    roles: ['cro'],
    language,
  });

export const FACTS: MessageFacts = {
  workflowName: 'Order approval',
  instanceId: 'k7Qm2VtXw9',
  stepId: 'approve',
  stepName: 'Approval by amount',
  requester: { id: 'requester-1', name: 'Karim Uddin' },
  actor: { id: 'cro-2', name: 'Nasrin Akter' },
  reason: 'The price is below the agreed one',
  outcome: 'rejected',
  priority: 'urgent',
  startedAt: Date.parse('2026-03-14T04:30:00Z'),
  dueAt: Date.parse('2026-03-15T10:00:00Z'),
  data: { orderId: 'ord_2026_17', totalAmount: 125000.5, customer: { name: 'Meghna Builders' } },
  fields: [
    { label: 'Order ID', value: 'ord_2026_17' },
    { label: 'Total amount', value: 125000.5, currency: 'BDT' },
    { label: 'Bags', value: 2500 },
    { label: 'Delivery', value: '2026-03-20', format: 'date' },
    { label: 'Visited', value: '2026-03-13T22:15:00Z', format: 'date-time' },
    { label: 'Engineer eligible', value: true },
  ],
};

const { actor: _, reason: __, outcome: ___, ...task } = FACTS;
/** A new task: nobody has decided anything yet. */
export const TASK_FACTS: MessageFacts = task;
export const BENGALI_FACTS: MessageFacts = {
  ...TASK_FACTS,
  workflowName: 'অর্ডার অনুমোদন',
  stepName: 'পরিমাণ অনুযায়ী অনুমোদন',
  requester: { id: 'requester-1', name: 'মোহাম্মদ আব্দুল্লাহ্‌ আল করিম উদ্দিন চৌধুরী' },
  fields: [
    { label: 'অর্ডার নম্বর', value: 'ord_2026_17' },
    { label: 'মোট মূল্য', value: 125000.5, currency: 'BDT' },
    { label: 'গ্রাহক', value: 'মেঘনা বিল্ডার্স অ্যান্ড কনস্ট্রাকশন, দক্ষিণ কেরানীগঞ্জ শাখা' },
    { label: 'সরবরাহ', value: '2026-03-20', format: 'date' },
  ],
};

const PAGE = 'https://work.example.com/requests/k7Qm2VtXw9';
const LINK =
  'https://work.example.com/decide#t=eyJpIjoiazdRbTJWdFh3OSIsInMiOiJhcHByb3ZlIiwiYSI6MX0.5kq8_XbZ2mQvH3tRr1-wYc9uLd0nEoPf';
export const ASKS = {
  code: { code: '4821', link: LINK, page: PAGE },
  link: { code: null, link: LINK, page: PAGE },
  signIn: { code: null, link: null, page: PAGE },
} as const satisfies Readonly<Record<string, Ask>>;

const hours = (count: number): number => count * 3_600_000;
export const DIGEST_AT = Date.parse('2026-03-15T02:00:00Z');
const TASKS: readonly DigestTask[] = [
  {
    title: 'Order approval: Approval by amount',
    requester: 'Karim Uddin',
    dueAt: DIGEST_AT + hours(80),
    code: '7314',
    link: `${LINK}a`,
  },
  { title: 'Site visit: Report', requester: 'Nasrin Akter', code: null, link: null },
  {
    title: 'Bulk order: Credit check',
    requester: 'Karim Uddin',
    dueAt: DIGEST_AT - hours(20),
    code: null,
    link: `${LINK}b`,
  },
  {
    title: 'Service dispute: Decision',
    requester: 'সালমা বেগম',
    dueAt: DIGEST_AT + hours(6),
    code: '4821',
    link: `${LINK}c`,
  },
  {
    title: 'Engineer registration: Interview',
    requester: 'Abdul Malek',
    dueAt: DIGEST_AT + hours(15.5),
    code: '0462',
    link: `${LINK}d`,
  },
  {
    title: 'Order approval: Second approval',
    requester: 'Karim Uddin',
    dueAt: DIGEST_AT + hours(30),
    code: '5590',
    link: `${LINK}e`,
  },
];
export const DIGEST_FACTS: MessageFacts = digestFacts({ tasks: TASKS, openTasks: 14, at: DIGEST_AT });

/** A sample message; what is not given is a rejection by mail to a reader of English in Dhaka. */
export const sampleMessage = (
  change: Partial<Omit<MessageRequest, 'facts'>> & { readonly facts?: Partial<MessageFacts> } = {},
) =>
  renderMessage({
    template: 'workflow_step_rejected',
    channel: 'email',
    to: sampleReader('en'),
    timeZone: 'Asia/Dhaka',
    ...change,
    facts: { ...FACTS, ...change.facts },
  });
