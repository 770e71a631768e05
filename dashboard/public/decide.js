// The page behind a signed link. It asks nothing of the server until a person presses a button, and decides nothing until they press another.
import { aboutOf, button, decided, details, el, endOf, heading, saying, signInLink, summary } from './decide-view.js';
import { languageOf, wordsOf } from './decide-words.js';

const CHOICES = ['approve', 'request_changes', 'reject'];
/** What the engine calls each. */
const WAYS = { approve: 'approve_step', request_changes: 'request_changes', reject: 'reject_step' };
const STORED = 'countersign.decide';
const ANSWER_WITHIN_MS = 20_000;

const content = document.querySelector('#content');
const announcement = document.querySelector('#announcement');

let link = null;
let words = wordsOf(languageOf());
/** What was typed, so that no failure takes it away. */
let draft = '';
let isBusy = false;

/** The link leaves the address bar, where it could be copied or looked at, and stays in this tab for a reload. */
function takeLink() {
  const given = new URLSearchParams(location.hash.slice(1));
  if (given.has('t')) {
    const choice = CHOICES.find((one) => one === given.get('choice')) ?? null;
    sessionStorage.setItem(STORED, JSON.stringify({ token: given.get('t'), choice }));
  }
  if (location.hash !== '') history.replaceState(null, '', location.pathname);
  return JSON.parse(sessionStorage.getItem(STORED) ?? 'null');
}

async function ask(operation, data) {
  const response = await fetch(`/api/${operation}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ data }),
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
  });
  const { result, error } = await response.json();
  if (error) throw Object.assign(new Error(error.message), { details: error.details });
  return result;
}

function show(...children) {
  content.replaceChildren(...children.flat(Number.POSITIVE_INFINITY).filter(Boolean));
  const title = content.querySelector('h1');
  document.title = `${title.textContent} · Countersign`;
  announcement.textContent = '';
  title.focus();
}

function speak(language) {
  document.documentElement.lang = languageOf(language);
  words = wordsOf(languageOf(language));
}

/** One thing at a time: a second press while the first is on its way is nothing. */
async function busy(saying, work) {
  if (isBusy) return;
  isBusy = true;
  content.setAttribute('aria-busy', 'true');
  announcement.textContent = saying;
  try {
    await work();
  } finally {
    isBusy = false;
    content.removeAttribute('aria-busy');
  }
}

const open = (notice) =>
  busy(words.loading, async () => {
    try {
      showPage(await ask('openDecision', { token: link.token }), notice);
    } catch (error) {
      if (error.details?.reason === 'UNAUTHENTICATED') showExpired();
      else showFailed(() => open(notice));
    }
  });

/** The same request however often it is sent: what it asks for is done once. */
const decide = (request) =>
  busy(words.deciding, async () => {
    try {
      showPage(await ask('decideByLink', request));
    } catch (error) {
      const { reason, again } = error.details ?? {};
      if (reason === undefined || reason === 'UNAVAILABLE' || reason === 'INTERNAL')
        return showFailed(() => decide(request));
      if (reason === 'STEP_UP_REQUIRED') return showSignIn();
      if (reason === 'UNAUTHENTICATED' && again === undefined) return showExpired();
      // Somebody was faster, or it has moved: the request as it stands now says so.
      isBusy = false;
      await open(again === undefined ? error.message : words.lookAgain);
    }
  });

function showStart() {
  speak();
  draft = '';
  if (link === null) return show(saying(words.missingTitle, [words.missingText], signInLink(words)));
  show(
    saying(
      words.askTitle,
      [words.askText],
      button(words.show, { class: 'main' }, () => open()),
    ),
  );
}

function showPage(page, notice) {
  speak(page.language);
  const about = aboutOf(page);
  const states = {
    open: () => (page.assurance === 'sign_in' ? showSignIn(page) : showRequest(page, notice)),
    decided: () => show(decided(page, words)),
    moved: () =>
      page.isAnew
        ? show(saying(words.anewTitle, [about, words.anewText], signInLink(words)))
        : show(saying(words.movedTitle, [about, words.movedText], signInLink(words))),
    paused: () =>
      show(
        saying(
          words.pausedTitle,
          [about, endOf(page, words), words.pausedText],
          button(words.again, {}, () => open()),
        ),
      ),
    ended: () => show(saying(words.endedTitle, [about, endOf(page, words)])),
  };
  states[page.state]();
}

function showRequest(page, notice) {
  show(
    notice ? el('p', { class: 'notice' }, notice) : null,
    heading(words.asks(page.requester)),
    summary(page, words),
    details(page, words),
    decision(page),
  );
}

/** The choices there are by this link; what asks for more is named. */
function decision(page) {
  const { choices, nonce } = page;
  const offered = CHOICES.filter((choice) => ['nothing', 'reason'].includes(choices[WAYS[choice]]));
  const withSignIn = CHOICES.filter((choice) => choices[WAYS[choice]] === 'sign_in');
  const chosen = offered.includes(link.choice) ? link.choice : null;
  const note = el('textarea', { id: 'note', rows: '3', maxlength: '4000', 'aria-describedby': 'note-hint note-error' });
  const wrong = el('p', { id: 'note-error', class: 'wrong', role: 'alert' });
  note.value = draft;
  note.addEventListener('input', () => {
    draft = note.value;
  });

  function press(choice) {
    const text = draft.trim();
    const isMissing = choices[WAYS[choice]] === 'reason' && text === '';
    wrong.textContent = isMissing ? words.reasonMissing : '';
    note.setAttribute('aria-invalid', String(isMissing));
    if (isMissing) return note.focus();
    const said = text === '' ? {} : choice === 'approve' ? { notes: text } : { reason: text };
    return decide({ token: link.token, nonce, choice, ...said });
  }

  const looks = { approve: 'good', request_changes: 'plain', reject: 'bad' };
  const main = chosen ?? 'approve';
  return el(
    'section',
    { class: 'decision' },
    el('h2', null, words.yourDecision),
    chosen ? el('p', null, words.chosen(words[chosen])) : null,
    el('label', { for: 'note' }, words.note),
    el('p', { id: 'note-hint', class: 'quiet' }, words.noteHint),
    note,
    wrong,
    el(
      'div',
      { class: 'actions' },
      offered.map((choice) =>
        button(words[choice], { class: `${looks[choice]}${choice === main ? ' main' : ''}` }, () => press(choice)),
      ),
    ),
    withSignIn.length > 0 &&
      el(
        'p',
        { class: 'quiet' },
        words.signInFor(withSignIn.map((choice) => words[choice]).join(', ')),
        ' ',
        signInLink(words),
      ),
  );
}

function showSignIn(page) {
  show(saying(words.signInTitle, [aboutOf(page), words.signInText], signInLink(words)));
}

function showExpired() {
  sessionStorage.removeItem(STORED);
  show(saying(words.expiredTitle, [words.expiredText], signInLink(words)));
}

const showFailed = (again) =>
  show(saying(words.failedTitle, [words.failedText], button(words.again, { class: 'main' }, again)));

function start() {
  link = takeLink();
  showStart();
}
// Another link opened in the same tab changes no more than the fragment.
window.addEventListener('hashchange', () => {
  if (location.hash !== '') start();
});
start();
