// The whole page: who is signed in decides between the door and the frame with a screen in it.
import { effect, signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { isOnline } from '../data/live.ts';
import { store } from '../data/query.ts';
import { Skeleton } from '../design/feedback.tsx';
import { place } from '../router/router.ts';
import type { Route, Screen } from '../routes.tsx';
import { me, sessionState, startSession } from '../session/session.ts';
import { shared } from '../words/words.ts';
import { Frame } from './frame.tsx';
import { Missing, Unreachable } from './missing.tsx';
import { routeOf } from './route.ts';
import { SignIn } from './sign-in.tsx';

const RETRY_MS = 3_000;

/** Screens that are already here, so that coming back to one draws it at once. */
const screens = signal<ReadonlyMap<Route, Screen>>(new Map());
async function bring(route: Route): Promise<void> {
  const screen = await route.load();
  screens.value = new Map(screens.value).set(route, screen);
}

let person: string | null = null;
effect(() => {
  const id = me.value?.id ?? null;
  if (id !== person) store.clear();
  person = id;
});

export function App() {
  switch (sessionState.value) {
    case 'starting':
      return null;
    case 'unreachable':
      return <Waiting />;
    case 'signed_out':
      return <SignIn />;
    case 'signed_in':
      // Another person, another page: nothing of the one before stays in a field.
      return (
        <Frame key={me.value?.id}>
          <CurrentScreen />
        </Frame>
      );
  }
}

function Waiting() {
  useEffect(() => {
    const timer = setInterval(() => isOnline.peek() && void startSession(), RETRY_MS);
    return () => clearInterval(timer);
  }, []);
  return <Unreachable />;
}

function CurrentScreen() {
  const { path } = place.value;
  const found = routeOf(path);
  const route = found?.route;
  const screen = route && screens.value.get(route);
  useEffect(() => {
    if (route && !screen) void bring(route);
  }, [route, screen]);
  useEffect(() => {
    const { nav, product } = shared();
    document.title = route?.nav ? `${nav[route.nav.name]} · ${product}` : product;
  });
  if (found === null) return <Missing />;
  if (!screen) return <Skeleton />;
  const Current = screen;
  return <Current key={path} params={found.params} />;
}
