// Who one is, and how one likes it here.
import { Icon } from '../design/icon.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';
import { Avatar } from '../design/person.tsx';
import { me, settings, signOut } from '../session/session.ts';
import { type Language, prefer, preferences, type Theme } from '../words/preferences.ts';
import { shared } from '../words/words.ts';

const THEMES: readonly Theme[] = ['system', 'light', 'dark'];
/** Each language calls itself by its own name. */
export const LANGUAGES: Readonly<Record<Language, string>> = { en: 'English', bn: 'বাংলা' };

export function AccountMenu() {
  const user = me.value;
  const { account } = shared();
  if (user === null) return null;
  return (
    <div class="account">
      <Menu
        buttonClass="account-button"
        button={
          <>
            <Avatar name={user.name} isLarge />
            <span class="account-name">
              <strong>{user.name}</strong>
              <span class="quiet small">{roleText(user.roles)}</span>
            </span>
            <span class="hidden-label">{account.menu}</span>
            <Icon name="more" />
          </>
        }
      >
        <AccountItems />
      </Menu>
    </div>
  );
}

export const roleText = (roles: readonly string[]): string =>
  roles.map((role) => (role.length <= 3 ? role.toUpperCase() : role.replaceAll('_', ' '))).join(', ');

export function AccountItems() {
  const { account } = shared();
  const { theme, language } = preferences.value;
  const names = { system: account.system, light: account.light, dark: account.dark };
  return (
    <>
      <p class="menu-title">{account.theme}</p>
      {THEMES.map((one) => (
        <MenuItem key={one} isChosen={one === theme} onClick={() => prefer({ theme: one })}>
          {names[one]}
        </MenuItem>
      ))}
      <hr />
      <p class="menu-title">{account.language}</p>
      {(Object.keys(LANGUAGES) as Language[]).map((one) => (
        <MenuItem
          key={one}
          isChosen={one === (language ?? me.value?.language)}
          onClick={() => prefer({ language: one })}
        >
          <span lang={one}>{LANGUAGES[one]}</span>
        </MenuItem>
      ))}
      <hr />
      <MenuItem icon="people" onClick={() => void signOut()}>
        {settings.value?.kind === 'embedded' ? account.switchPerson : account.signOut}
      </MenuItem>
    </>
  );
}
