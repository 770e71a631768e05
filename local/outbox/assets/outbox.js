// Keeps the outbox up to date: draws what has changed, sends replies, and tells what was really looked at.
const POLL_MS = 2_000;
/** How much of a panel has to be in sight to count as looked at. */
const IN_SIGHT = 0.25;

const find = (selector) => document.querySelector(selector);
const person = /^\/outbox\/[^/]+$/.test(location.pathname) ? location.pathname : null;
const banner = find('.banner');
const log = find('[data-part="chat"]');
const form = find('[data-reply]');
const problem = find('.problem');

/** Child by child, so that what is the same keeps its focus, its frame and its place, and is not read out again. */
function draw(place, html) {
  const made = document.createElement('template');
  made.innerHTML = html;
  const focused = place.contains(document.activeElement) ? document.activeElement.id : '';
  const wanted = [...made.content.children];
  for (const [at, node] of wanted.entries()) {
    const old = place.children[at];
    if (old === undefined) place.append(node);
    else if (!old.isEqualNode(node)) old.replaceWith(node);
  }
  for (const old of [...place.children].slice(wanted.length)) old.remove();
  if (focused !== '' && document.activeElement.id !== focused) document.getElementById(focused)?.focus();
}

const isAtEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 48;
const toEnd = () => {
  if (log !== null) log.scrollTop = log.scrollHeight;
};

/** Answers of older questions, and of another place than this one, are passed over. */
let asked = 0;
async function refresh() {
  asked += 1;
  const mine = asked;
  const place = location.search;
  try {
    const response = await fetch(`${location.pathname}.json${place}`);
    if (!response.ok) throw new Error(String(response.status));
    const { parts } = await response.json();
    if (mine !== asked || place !== location.search) return;
    const follows = log !== null && isAtEnd();
    for (const [name, html] of Object.entries(parts)) {
      const part = find(`[data-part="${name}"]`);
      if (part !== null) draw(part, html);
    }
    if (follows) toEnd();
    banner.hidden = true;
    await tellSeen();
  } catch {
    banner.hidden = false;
  }
}

async function post(path, data) {
  const response = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(data),
  });
  const { result, error } = await response.json();
  if (error !== undefined) throw new Error(error.message);
  return result;
}

const inSight = new Set();
const seen = new Map();

/** Only what is in sight, in a window that is in sight. */
async function tellSeen() {
  if (person === null || document.visibilityState !== 'visible') return;
  let isNews = false;
  for (const panel of inSight) {
    const channel = panel.dataset.panel;
    const upTo = Math.max(
      0,
      ...[...panel.querySelectorAll('[data-position]')].map((one) => Number(one.dataset.position)),
    );
    if (upTo <= (seen.get(channel) ?? 0)) continue;
    const answer = await post(`${person}/seen`, { channel, upTo });
    isNews ||= answer.seen > (seen.get(channel) ?? 0);
    seen.set(channel, answer.seen);
  }
  if (isNews) await refresh();
}

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) inSight.add(target);
      else inSight.delete(target);
    }
    tellSeen().catch(() => {
      banner.hidden = false;
    });
  },
  { threshold: IN_SIGHT },
);
for (const panel of document.querySelectorAll('[data-panel]')) observer.observe(panel);

async function say(text) {
  const button = form.querySelector('button');
  problem.hidden = true;
  button.disabled = true;
  try {
    await post(form.dataset.reply, { text });
    return true;
  } catch (error) {
    problem.textContent = error.message;
    problem.hidden = false;
    return false;
  } finally {
    button.disabled = false;
    toEnd();
    await refresh();
    toEnd();
  }
}

if (form !== null) {
  const field = form.elements.text;
  const sendTyped = async () => {
    const text = field.value.trim();
    if (text === '' || form.querySelector('button').disabled) return;
    if (await say(text)) field.value = '';
    field.focus();
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    sendTyped();
  });
  field.addEventListener('keydown', (event) => {
    // Enter that ends the writing of a letter in another script is not meant to send.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sendTyped();
  });
  find('[data-part="chips"]').addEventListener('click', (event) => {
    const chip = event.target.closest('button');
    if (chip?.dataset.say !== undefined && !form.querySelector('button').disabled) say(chip.dataset.say);
    if (chip?.dataset.fill !== undefined) {
      field.value = chip.dataset.fill;
      field.focus();
    }
  });
}

document.addEventListener('click', (event) => {
  const link = event.target.closest('a[data-soft]');
  if (link === null || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  history.pushState(null, '', link.href);
  refresh();
});
addEventListener('popstate', refresh);
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') refresh();
});

toEnd();
setInterval(() => {
  if (document.visibilityState === 'visible') refresh();
}, POLL_MS);
