// The text of the language's reference, put together from the schema, the examples and the tables of the engine.
import { type Example, PEOPLE, type Topic } from '../../docs/reference/example.ts';
import { EXAMPLES } from '../../docs/reference/examples.ts';
import { FINDINGS } from '../../docs/reference/findings.ts';
import { OBJECTS, OPERATORS, TEMPLATES } from '../../docs/reference/words.ts';
import type { AccessRule } from '../../functions/api/operation.ts';
import { operations } from '../../functions/api/operations.ts';
import { REASONS } from '../../functions/core/rejection.ts';
import { type Field, type Language, languageOf } from './fields.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
const anchor = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
const link = (title: string): string => `[${title}](#${anchor(title)})`;

export function referenceText(): string {
  const language = languageOf();
  return `${[
    opening(language),
    ...[...language].map(([path, fields]) => objectPart(language, path, fields)),
    topicPart('Durations', 'duration', DURATIONS),
    topicPart('Assignment rules', 'assignment', ASSIGNMENT),
    topicPart('Actions of an escalation', 'escalation', ESCALATION),
    topicPart('Actions of the engine itself', 'built-in action', BUILT_IN),
    templatePart(),
    findingPart(),
    reasonPart(),
    operationPart(),
  ].join('\n\n')}\n`;
}

const TABLES = ['Messages', 'Findings of the check', 'Reasons of refusals', 'Operations'];
const TOPICS = ['Durations', 'Assignment rules', 'Actions of an escalation', 'Actions of the engine itself'];

const titleOf = (path: string): string => OBJECTS[path]?.title ?? path;

function opening(language: Language): string {
  const people = PEOPLE.map((one) => [
    one.id,
    one.roles.join(', '),
    one.manager ?? '',
    one.businessUnit ?? '',
    one.territories?.join(', ') ?? '',
    one.skills?.join(', ') ?? '',
  ]);
  const titles = [...[...language.keys()].map(titleOf), ...TOPICS, ...TABLES];
  return `# The definition language

<!-- Written by "npm run reference". Change the schema or docs/reference/*.ts instead of this page. -->

A workflow is one JSON file: what data a request has, who is asked in which order, and what happens when nobody answers. This page says what may stand in
that file. Every example here is run on the engine by a test, so what it says is what happens. New to it? Begin with
[your first workflow](../guide/first-workflow.md).

An example shows only the fields it is about. The rest is the simplest there is: one step in which Dan approves. Rita asks, and these people are there:

${table(['Person', 'Roles', 'Manager', 'Business unit', 'Territory', 'Skills'], people)}

All examples start on Monday, 2 March 2026, at 10:00 in Dhaka.

${titles.map((title) => `- ${link(title)}`).join('\n')}`;
}

function objectPart(language: Language, path: string, fields: readonly Field[]): string {
  const words = OBJECTS[path];
  if (words === undefined) throw new Error(`OBJECTS in docs/reference/words.ts lacks "${path}"`);
  const rows = fields.map((field) => [
    `\`${field.name}\``,
    typeText(language, field),
    needText(field),
    meaningOf(field),
  ]);
  const examples = fields.flatMap(({ path: field }) =>
    EXAMPLES.filter((example) => example.field === field && example.topic === undefined).map(exampleText),
  );
  return [`## ${words.title}`, words.intro, table(['Field', 'Type', 'Needed', 'Meaning'], rows), ...examples].join(
    '\n\n',
  );
}

const needText = ({ isRequired, fallback }: Field): string =>
  isRequired ? 'required' : fallback === undefined ? 'optional' : `default \`${fallback}\``;

const meaningOf = ({ name, meaning }: Field): string =>
  Object.hasOwn(OPERATORS, name) ? OPERATORS[name as keyof typeof OPERATORS] : meaning;

/** Objects, durations and conditions lead to where they are described. */
function typeText(language: Language, { path, type }: Field): string {
  const place = [path, path.replace(/^\w+/, 'approval'), path.replace('compensate', 'actions')].find((one) =>
    language.has(one),
  );
  const own = path === 'system.onFailure' ? 'approval.onReject' : place;
  return type
    .replaceAll('"', '`"`')
    .replaceAll(/`"`([^`]*)`"`/g, '`"$1"`')
    .replace('duration', link('duration').replace('#duration', '#durations'))
    .replace('condition', '[condition](#condition)')
    .replace('object', own === undefined ? 'object' : `[object](#${anchor(titleOf(own))})`);
}

const exampleText = ({ field, json, says }: Example): string =>
  [`**\`${field.split('.').at(-1)}\`** — ${says}`, jsonText(json)].join('\n\n');

const jsonText = (json: unknown): string => `\`\`\`json\n${compact(json, '')}\n\`\`\``;

const LINE_MAX = 100;
/** JSON as people write it: on one line where it fits. */
function compact(value: unknown, indent: string): string {
  const line = oneLine(value);
  if (typeof value !== 'object' || value === null || (indent !== '' && indent.length + line.length <= LINE_MAX))
    return line;
  const deeper = `${indent}  `;
  const isList = Array.isArray(value);
  const parts = isList
    ? value.map((item) => compact(item, deeper))
    : Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${compact(item, deeper)}`);
  const [open, close] = isList ? ['[', ']'] : ['{', '}'];
  if (indent === '' && line.length <= LINE_MAX) return line;
  return `${open}\n${deeper}${parts.join(`,\n${deeper}`)}\n${indent}${close}`;
}

function oneLine(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(oneLine).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const parts = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${oneLine(item)}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

const DURATIONS = `A number is minutes. Text names its unit: second, minute, hour, day, week, working hour or working day, with or without an s at its end.
Working time is counted in the step’s \`calendar\`, else in the definition’s; the examples use one that is open from Sunday to Thursday, 9 to 17. While a
workflow is paused no time passes.`;
const ASSIGNMENT = `Who is asked. \`assignedTo\` is one rule or a list of them, and so is \`to\` of an escalation. People who are away are represented by
the delegate they named, or left out; people in \`distinctFrom\` are never asked. When nobody is left, an incident says so and the step is offered again
every quarter of an hour.`;
const ESCALATION = `What a level of an escalation does when its time has come.`;
const BUILT_IN = `Besides the actions of your installation, such as \`orders.reserveStock\`, these are always there.`;

const topicPart = (title: string, topic: Topic, intro: string): string =>
  [
    `## ${title}`,
    intro,
    ...EXAMPLES.filter((one) => one.topic === topic).flatMap(({ says, json }) => [says, jsonText(json)]),
  ].join('\n\n');

const templatePart = (): string =>
  [
    '## Messages',
    'The names that `template` and `templates` take, and what each message says.',
    table(
      ['Name', 'Says'],
      Object.entries(TEMPLATES).map(([name, says]) => [`\`${name}\``, says]),
    ),
  ].join('\n\n');

const findingPart = (): string =>
  [
    '## Findings of the check',
    'What `check` reports. An error has to be mended before the definition is published; a warning is worth a look.',
    table(
      ['Code', 'Meaning'],
      Object.entries(FINDINGS).map(([code, { means }]) => [`\`${code}\``, means]),
    ),
  ].join('\n\n');

const reasonPart = (): string =>
  [
    '## Reasons of refusals',
    'A request that is refused answers `details.reason`, one of these, and `details.next`, what to do.',
    table(
      ['Reason', 'Status', 'What to do'],
      Object.entries(REASONS).map(([reason, { status, next }]) => [`\`${reason}\``, `\`${status}\``, next]),
    ),
  ].join('\n\n');

const operationPart = (): string =>
  [
    '## Operations',
    'What programs call: `POST /api/<operation>` with `{"data": {…}}`, or `countersign call <operation>`.',
    table(
      ['Operation', 'Who may call it', 'What it does'],
      Object.entries(operations).map(([name, { access, summary }]) => [`\`${name}\``, accessText(access), summary]),
    ),
  ].join('\n\n');

const RELATIONS = {
  viewer: 'whoever takes part',
  assignee: 'whoever has the task',
  requester: 'the requester',
  involved: 'the requester, and whoever has the task',
} as const;

function accessText(access: AccessRule): string {
  switch (access.kind) {
    case 'signed_in':
      return 'everybody who is signed in';
    case 'permission':
      return `permission \`${access.permission}\`${access.or === null ? '' : `, or permission \`${access.or}\``}`;
    case 'relation':
      return `${RELATIONS[access.relation]}${access.or === null ? '' : `, or permission \`${access.or}\``}`;
  }
}
