// The door. At the embedded server: choose whom to be.
import { useState } from 'preact/hooks';
import { asApiError } from '../api/error.ts';
import { Note } from '../design/feedback.tsx';
import { Icon } from '../design/icon.tsx';
import { Wordmark } from '../design/mark.tsx';
import { Avatar } from '../design/person.tsx';
import { settings, signIn } from '../session/session.ts';
import type { SamplePerson } from '../session/settings.ts';
import { errorText } from '../words/error-text.ts';
import { shared } from '../words/words.ts';
import { roleText } from './account.tsx';
import { SignInWithGoogle } from './sign-in-google.tsx';

export const SignIn = () => (
  <main class="door">
    <div class="door-head">
      <Wordmark />
      <p class="soft">{shared().signIn.tagline}</p>
    </div>
    {settings.value?.kind === 'firebase' ? <SignInWithGoogle /> : <ChoosePerson />}
  </main>
);

function ChoosePerson() {
  const { signIn: words } = shared();
  const [search, setSearch] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const people = settings.value?.kind === 'embedded' ? settings.value.people : [];
  const found = people.filter((person) => fits(person, search));
  const enter = (id: string) => signIn(id).catch((error) => setProblem(errorText(asApiError(error))));
  return (
    <section class="card door-card">
      <h1>{words.title}</h1>
      <p class="soft">{words.text}</p>
      {problem && <Note tone="bad">{problem}</Note>}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (found[0]) void enter(found[0].id);
        }}
      >
        <input
          class="input"
          type="search"
          placeholder={words.find}
          aria-label={words.find}
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      </form>
      <ul class="door-people">
        {found.map(({ id, name, roles }) => (
          <li key={id}>
            <button type="button" onClick={() => void enter(id)}>
              <Avatar name={name} isLarge />
              <span>
                <strong>{name}</strong>
                <span class="quiet small">{roleText(roles)}</span>
              </span>
              <Icon name="right" />
            </button>
          </li>
        ))}
        {found.length === 0 && <li class="quiet">{words.none}</li>}
      </ul>
    </section>
  );
}

function fits({ id, name, roles }: SamplePerson, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  return [id, name, roleText(roles), ...roles].some((text) => text.toLowerCase().includes(wanted));
}
