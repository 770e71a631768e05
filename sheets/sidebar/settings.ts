// "Settings": the workflow of this file, and which column goes into which field.
import type { Page } from './approvals.ts';
import { el, show } from './dom.ts';
import { ask } from './server.ts';

interface Form {
  readonly server: string;
  readonly isFixed: boolean;
  readonly isLocal: boolean;
  readonly apiKey: string;
  readonly workflowId: string;
  readonly localUser: string;
  readonly mapping: Readonly<Record<string, string | null>>;
  readonly columns: readonly { readonly header: string; readonly guess: string | null }[];
  readonly fields: readonly { readonly path: string; readonly required: boolean }[];
  readonly problem: string;
}

const BY_NAME = '(by name)';
const NOWHERE = '(not sent)';

export async function settings(place: Element, page: Page): Promise<void> {
  draw(place, page, await ask<Form>('sidebarSettings'));
}

function draw(place: Element, page: Page, form: Form): void {
  const workflow = el('input', { value: form.workflowId, placeholder: 'order-approval' });
  const server = el('input', { value: form.server, placeholder: 'https://approvals.example.com' });
  const apiKey = el('input', { value: form.apiKey });
  const person = el('input', { value: form.localUser, placeholder: 'sr-1' });
  const choices = form.columns.map((column) => ({ header: column.header, choice: choiceOf(column, form) }));
  const save = el('button', { class: 'main' }, 'Save');
  save.addEventListener('click', () => {
    save.disabled = true;
    const raw = {
      server: server.value,
      apiKey: apiKey.value,
      workflowId: workflow.value,
      localUser: person.value,
      mapping: mappingOf(form, choices),
    };
    ask<Form>('sidebarSave', raw).then(
      (saved) => {
        page.tell('Saved');
        draw(place, page, saved);
      },
      (error: unknown) => {
        page.fail(error);
        save.disabled = false;
      },
    );
  });
  show(
    place,
    el('h1', {}, 'Settings'),
    el('p', { class: 'quiet' }, 'For everybody who works in this file.'),
    el('label', {}, 'Workflow', el('span', { class: 'quiet' }, 'The id of its definition'), workflow),
    form.isFixed ? el('p', { class: 'quiet' }, `Server: ${form.server}`) : el('label', {}, 'Server', server),
    form.isFixed || form.isLocal
      ? null
      : el('label', {}, 'API key', el('span', { class: 'quiet' }, 'Web API key of the Firebase project'), apiKey),
    form.isLocal
      ? el('label', {}, 'You are', el('span', { class: 'quiet' }, 'Only on a server of your own machine'), person)
      : null,
    form.columns.length === 0 ? null : el('h3', {}, 'Columns'),
    form.problem === '' ? null : el('p', { class: 'problem' }, form.problem),
    ...choices.map(({ header, choice }) => el('label', {}, header, choice)),
    el('div', { class: 'buttons' }, save),
  );
}

function choiceOf({ header, guess }: Form['columns'][number], { fields, mapping }: Form): HTMLSelectElement {
  const set = Object.hasOwn(mapping, header) ? mapping[header] : undefined;
  const option = (value: string, text: string): HTMLOptionElement => el('option', { value }, text);
  const known = fields.some(({ path }) => path === set);
  const choice = el(
    'select',
    {},
    option(BY_NAME, guess === null ? 'By its name: not sent' : `By its name: ${guess}`),
    option(NOWHERE, 'Not sent'),
    ...fields.map(({ path, required }) => option(path, required ? `${path} (needed)` : path)),
    typeof set === 'string' && !known ? option(set, set) : null,
  );
  choice.value = set === undefined ? BY_NAME : (set ?? NOWHERE);
  return choice;
}

/** Columns of other sheets of the file keep what was chosen for them. */
function mappingOf(
  { mapping }: Form,
  choices: readonly { readonly header: string; readonly choice: HTMLSelectElement }[],
): Record<string, string | null> {
  const next: Record<string, string | null> = { ...mapping };
  for (const { header, choice } of choices) {
    if (choice.value === BY_NAME) delete next[header];
    else next[header] = choice.value === NOWHERE ? null : choice.value;
  }
  return next;
}
