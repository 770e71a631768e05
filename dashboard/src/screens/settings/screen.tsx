// Settings: who one is, how one likes it, and how to leave.
import { Button } from '../../design/button.tsx';
import { Field } from '../../design/field.tsx';
import { Avatar } from '../../design/person.tsx';
import { Time } from '../../design/time.tsx';
import { me, settings, signOut } from '../../session/session.ts';
import { LANGUAGES, roleText } from '../../shell/account.tsx';
import { ScreenHead } from '../../shell/head.tsx';
import { type Language, prefer, preferences, type Theme } from '../../words/preferences.ts';
import { shared } from '../../words/words.ts';
import { settingsWords } from './words.ts';

export function SettingsScreen() {
  const { nav, account } = shared();
  const words = settingsWords();
  return (
    <div class="stack">
      <ScreenHead title={nav.settings}>{words.text}</ScreenHead>
      <Profile />
      <Appearance />
      <div>
        <Button onClick={() => void signOut()}>
          {settings.value?.kind === 'embedded' ? account.switchPerson : account.signOut}
        </Button>
      </div>
    </div>
  );
}

function Profile() {
  const words = settingsWords();
  const user = me.value;
  if (user === null) return null;
  return (
    <section class="card padded stack" aria-label={words.profile}>
      <div class="row">
        <Avatar name={user.name} isLarge />
        <h2>{user.name}</h2>
        <span class="quiet">{user.email}</span>
      </div>
      <dl class="facts">
        <div>
          <dt>{words.roles}</dt>
          <dd>{roleText(user.roles)}</dd>
        </div>
        <div>
          <dt>{words.channel}</dt>
          <dd>{words.channels[user.channel]}</dd>
        </div>
        {user.away && (
          <div>
            <dt>{words.away}</dt>
            <dd>
              <Time at={user.away.to} isAbsolute />
            </dd>
          </div>
        )}
      </dl>
    </section>
  );
}

function Appearance() {
  const { account } = shared();
  const words = settingsWords();
  const { theme, language } = preferences.value;
  return (
    <section class="card padded stack" aria-label={words.look}>
      <h2>{words.look}</h2>
      <Field label={account.theme}>
        {(attributes) => (
          <select
            {...attributes}
            class="input"
            value={theme}
            onChange={(event) => prefer({ theme: event.currentTarget.value as Theme })}
          >
            <option value="system">{account.system}</option>
            <option value="light">{account.light}</option>
            <option value="dark">{account.dark}</option>
          </select>
        )}
      </Field>
      <Field label={account.language}>
        {(attributes) => (
          <select
            {...attributes}
            class="input"
            value={language ?? ''}
            onChange={(event) => prefer({ language: (event.currentTarget.value || null) as Language | null })}
          >
            <option value="">{account.mine}</option>
            {Object.entries(LANGUAGES).map(([id, name]) => (
              <option key={id} value={id} lang={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      <p class="quiet small">
        {words.timeZone}: {Intl.DateTimeFormat().resolvedOptions().timeZone}. {words.timeZoneHint}
      </p>
    </section>
  );
}
