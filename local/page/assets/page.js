// Signs in, shows the page of who is signed in, and sends forms to the API. The token stays in this tab.
const content = document.querySelector('#content');
const person = document.querySelector('#person');
const notice = document.querySelector('#notice');
const stored = (key) => sessionStorage.getItem(`countersign.${key}`);
const store = (key, value) => sessionStorage.setItem(`countersign.${key}`, value);
const REFRESH_MS = 5000;

function say(text, isGood) {
  notice.hidden = text === '';
  notice.textContent = text;
  notice.className = isGood ? 'good' : 'bad';
}

async function call(operation, data) {
  const token = stored('token');
  const response = await fetch(`/api/${operation}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-countersign-channel': 'dashboard',
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    body: JSON.stringify({ data }),
  });
  const { result, error } = await response.json();
  if (error) throw new Error(`${error.message} ${error.details.next}`);
  return result;
}

async function show() {
  const token = stored('token');
  if (!token || !content) return;
  const response = await fetch(content.dataset.fragment, { headers: { authorization: `Bearer ${token}` } });
  if (response.status === 401) return signOut();
  // The server escaped every value in it.
  if (response.ok) content.innerHTML = await response.text();
  else content.textContent = await response.text();
}

function signOut() {
  sessionStorage.clear();
  location.reload();
}

/** Nobody's typing is thrown away: an open form or a field in use keeps the page as it is. */
const isBusy = () => document.hidden || content.querySelector('details[open], :focus, [aria-busy]') !== null;

function valuesOf(form) {
  const values = JSON.parse(form.dataset.fields);
  for (const { name, value, checked, dataset } of form.elements) {
    if (!name || (value === '' && dataset.type !== 'boolean')) continue;
    const typed = dataset.type === 'boolean' ? checked : dataset.type === 'number' ? Number(value) : value;
    if (name.startsWith('output.')) values.output = { ...values.output, [name.slice('output.'.length)]: typed };
    else values[name] = typed;
  }
  return values;
}

async function submit(form) {
  form.setAttribute('aria-busy', 'true');
  try {
    const { instanceId, status, outcome } = await call(form.dataset.operation, valuesOf(form));
    if (form.dataset.follow) {
      location.assign(`/simple/instances/${instanceId}`);
      return;
    }
    say(`Done: the request is ${outcome ?? status}.`, true);
  } catch (error) {
    say(error.message, false);
  } finally {
    form.removeAttribute('aria-busy');
  }
  // What follows a decision (stock, messages) takes a moment.
  setTimeout(show, 150);
}

document.addEventListener('submit', (event) => {
  event.preventDefault();
  if (!event.target.hasAttribute('aria-busy')) submit(event.target);
});

person?.addEventListener('change', async () => {
  if (person.value === '') return signOut();
  try {
    const { token } = await call('signIn', { userId: person.value });
    store('token', token);
    store('person', person.value);
    say('', true);
    await show();
  } catch (error) {
    say(error.message, false);
  }
});

if (person) {
  person.value = stored('person') ?? '';
  show();
  setInterval(() => isBusy() || show(), REFRESH_MS);
}
