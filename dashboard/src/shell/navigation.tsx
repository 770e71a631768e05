// Where one can go: beside the screen, or at the bottom of a phone.

import { useTaskCount } from '../data/tasks.ts';
import { Icon } from '../design/icon.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';
import { place } from '../router/router.ts';
import { type Route, routes } from '../routes.tsx';
import { may } from '../session/session.ts';
import { number } from '../words/format.ts';
import { shared } from '../words/words.ts';
import { AccountItems } from './account.tsx';

type NavRoute = Route & Required<Pick<Route, 'nav'>>;
const GROUPS = ['work', 'oversee', 'build'] as const;

/** What this person's roles may see. */
export const navRoutes = (): readonly NavRoute[] =>
  routes.filter((route): route is NavRoute => route.nav !== undefined && (route.nav.needs?.some(may) ?? true));

/** The last of its paths that names nothing: `/approvals` rather than `/`. */
const homeOf = ({ paths }: Pick<Route, 'paths'>): string => paths.findLast((path) => !path.includes(':')) ?? '/';

const isCurrent = ({ paths }: Route): boolean => paths.includes(place.value.path);

export function SideNav() {
  const { nav } = shared();
  const all = navRoutes();
  return (
    <nav class="side-nav" aria-label={nav.label}>
      {GROUPS.map((group) => {
        const mine = all.filter((route) => route.nav.group === group);
        return (
          mine.length > 0 && (
            <div key={group} class="nav-group">
              {group !== 'build' && <h2>{nav[group]}</h2>}
              <ul>
                {mine.map((route) => (
                  <li key={route.nav.name}>
                    <NavLink route={route} />
                  </li>
                ))}
              </ul>
            </div>
          )
        );
      })}
    </nav>
  );
}

function NavLink({ route }: { readonly route: NavRoute }) {
  const { nav } = shared();
  const { name, icon } = route.nav;
  return (
    <a href={homeOf(route)} aria-current={isCurrent(route) ? 'page' : undefined}>
      <Icon name={icon} size={18} />
      <span>{nav[name] as string}</span>
      {name === 'approvals' && <Waiting />}
    </a>
  );
}

/** How many tasks wait, as long as there are any. */
function Waiting() {
  const { count: words } = shared();
  const count = useTaskCount();
  if (count === null || count === 0) return null;
  const text = number(count);
  return (
    <span class="badge" title={words.tasks(text, count)}>
      {text}
    </span>
  );
}

export function BottomBar() {
  const { nav, bar } = shared();
  const all = navRoutes();
  return (
    <nav class="bottom-bar" aria-label={nav.label}>
      {all
        .filter(({ nav: { isInBar } }) => isInBar)
        .map((route) => (
          <a key={route.nav.name} href={homeOf(route)} aria-current={isCurrent(route) ? 'page' : undefined}>
            <Icon name={route.nav.icon} size={20} />
            <span>{bar[route.nav.name as keyof typeof bar]}</span>
            {route.nav.name === 'approvals' && <Waiting />}
          </a>
        ))}
      <Menu
        buttonClass="bar-item"
        button={
          <>
            <Icon name="more" size={20} />
            <span>{nav.more}</span>
          </>
        }
      >
        {all
          .filter(({ nav: { isInBar } }) => !isInBar)
          .map(({ nav: { name, icon }, paths }) => (
            <MenuItem key={name} icon={icon} href={homeOf({ paths })}>
              {nav[name] as string}
            </MenuItem>
          ))}
        <hr />
        <AccountItems />
      </Menu>
    </nav>
  );
}
