// The decision page's elements: everything a request holds is put in as text, never as markup.

// Marks that turn the direction of writing could make a name or an amount read as something else.
const BIDI = /[\u202A-\u202E\u2066-\u2069]/g;
const plain = (text) => String(text).replace(BIDI, '\uFFFD');

/** An element with attributes and children; null and false are nothing. */
export function el(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {}))
    if (value !== null && value !== false) element.setAttribute(name, plain(value));
  for (const child of children.flat(2))
    if (child !== null && child !== false) element.append(child instanceof Node ? child : plain(child));
  return element;
}

/** A button that only a person can press: clicks that scripts make are not trusted. */
export function button(text, attributes, press) {
  const element = el('button', { type: 'button', ...attributes }, text);
  element.addEventListener('click', (event) => {
    if (event.isTrusted) press();
  });
  return element;
}

export const signInLink = (words) => el('a', { href: '/', class: 'button' }, words.signIn);

export const heading = (text) => el('h1', { tabindex: '-1' }, text);
export const aboutOf = ({ workflowName, stepName } = {}) =>
  workflowName ? el('p', { class: 'about' }, `${workflowName} · ${stepName}`) : null;
const section = (title, ...children) => el('section', null, el('h2', null, title), ...children);

const MINUTES = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
};
/** The reader's own time; which zone that is shows on a longer look. */
function when(iso, words) {
  const textIn = (options) => new Intl.DateTimeFormat(words.locale, options).format(new Date(iso));
  return el('time', { datetime: iso, title: textIn({ ...MINUTES, timeZoneName: 'short' }) }, textIn(MINUTES));
}

function shownValue(value, { format, currency }, words) {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (typeof value === 'number')
    return new Intl.NumberFormat(
      words.locale,
      currency ? { style: 'currency', currency, currencyDisplay: 'code' } : { maximumFractionDigits: 20 },
    ).format(value);
  const isMoment = format && !Number.isNaN(Date.parse(value));
  if (isMoment && format === 'date')
    return new Intl.DateTimeFormat(words.locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(value));
  return isMoment ? when(value, words) : value;
}

const who = ({ by, onBehalfOf }, words) => (onBehalfOf ? words.for(by, onBehalfOf) : (by ?? ''));
const howOf = (how, words) => words.hows[how] ?? how.replaceAll('_', ' ');

/** Who asks for what, by when. */
export function summary(page, words) {
  const isLate = page.dueAt !== undefined && Date.parse(page.dueAt) < Date.now();
  const isPressing = page.priority === 'high' || page.priority === 'urgent';
  const due = page.dueAt && [
    el('dt', null, isLate ? words.overdue : words.due),
    el('dd', null, when(page.dueAt, words)),
  ];
  return [
    aboutOf(page),
    page.onBehalfOf ? el('p', null, words.standsIn(page.onBehalfOf)) : null,
    el(
      'dl',
      { class: 'facts' },
      el('div', { class: isPressing ? 'bad' : null }, [
        el('dt', null, words.priority),
        el('dd', null, words.priorities[page.priority] ?? page.priority),
      ]),
      due ? el('div', { class: isLate ? 'bad' : null }, due) : null,
      el('div', null, [el('dt', null, words.started), el('dd', null, when(page.startedAt, words))]),
    ),
  ];
}

/** What decides: the fields, what changed, what others decided and said, what is attached. */
export function details({ fields, changes, earlier, comments, attachments }, words) {
  return [
    fields.length > 0 &&
      el(
        'dl',
        { class: 'fields' },
        fields.map((field) =>
          el('div', null, el('dt', null, field.label), el('dd', null, shownValue(field.value, field, words))),
        ),
      ),
    changes.length > 0 &&
      section(
        words.changed,
        el(
          'ul',
          null,
          changes.map((change) => changeOf(change, words)),
        ),
      ),
    attachments.length > 0 && section(words.attachments, el('ul', null, attachments.map(attachmentOf))),
    earlier.length > 0 &&
      section(
        words.before,
        el(
          'ul',
          null,
          earlier.map((one) => decisionOf(one, words)),
        ),
      ),
    comments.length > 0 &&
      section(
        words.comments,
        el(
          'ul',
          null,
          comments.map((one) => commentOf(one, words)),
        ),
      ),
  ];
}

function changeOf({ label, from, to }, words) {
  const name = el('strong', null, label === '' ? words.whole : label);
  if (from === null && to === null) return el('li', null, name, label === '' ? null : `: ${words.changedHidden}`);
  const shown = (value) => (value === null ? words.nothing : shownValue(value, {}, words));
  return el('li', null, name, ': ', el('del', null, shown(from)), ' → ', el('ins', null, shown(to)));
}

/** The host stands beside it, so that one sees where it leads before going there. */
const attachmentOf = ({ label, url, host }) =>
  el(
    'li',
    null,
    el('a', { href: url, target: '_blank', rel: 'noopener noreferrer nofollow' }, label),
    ' ',
    el('span', { class: 'quiet' }, host),
  );

const decisionOf = (one, words) =>
  el(
    'li',
    null,
    el('strong', null, one.stepName),
    `: ${howOf(one.how, words)}, ${who(one, words)} `,
    el('span', { class: 'quiet' }, when(one.at, words)),
    one.notes ? el('q', null, one.notes) : null,
  );

const commentOf = (one, words) =>
  el(
    'li',
    null,
    el('strong', null, one.by),
    ' ',
    el('span', { class: 'quiet' }, when(one.at, words)),
    el('q', null, one.text),
  );

const TONES = { approved: 'good', completed: 'good', rejected: 'bad', failed: 'bad' };

/** What was decided, by whom and when, and what follows from it. */
export function decided(page, words) {
  const { decided: done, next } = page;
  const title = done.isMine
    ? (words.doneTitles[done.how] ?? howOf(done.how, words))
    : words.decidedTitle(who(done, words), howOf(done.how, words));
  return [
    el('div', { class: `result ${TONES[done.how] ?? ''}` }, [
      heading(title),
      aboutOf(page),
      done.at ? el('p', { class: 'quiet' }, when(done.at, words)) : null,
      done.notes ? el('q', null, done.notes) : null,
    ]),
    section(words.next, nextOf(page, next, words)),
  ];
}

function nextOf({ requester, decided: done }, { status, outcome, waits }, words) {
  if (status !== 'running') return el('p', null, words.ends[outcome] ?? words.ends[status] ?? status);
  if (done?.how === 'changes_requested') return el('p', null, words.sentBack(requester));
  if (waits.length === 0) return el('p', null, words.working);
  const list = new Intl.ListFormat(words.locale);
  return el(
    'ul',
    null,
    waits.map(({ stepName, people }) => el('li', null, words.waits(stepName, list.format(people)))),
  );
}

/** A state that only says something, and where to go from there. */
export const saying = (title, texts, ...actions) => [
  heading(title),
  texts.filter(Boolean).map((text) => (text instanceof Node ? text : el('p', null, text))),
  actions.length > 0 && el('div', { class: 'actions' }, actions),
];

export const endOf = ({ next }, words) => words.ends[next?.outcome] ?? words.ends[next?.status];
