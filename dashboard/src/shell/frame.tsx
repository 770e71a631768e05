// The frame around every screen: navigation beside it or, on a phone, below; news and keys.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { OfflineBanner } from '../design/feedback.tsx';
import { Wordmark } from '../design/mark.tsx';
import { Toasts } from '../design/toast.tsx';
import { MessageBell, ringBell } from '../messages/bell.tsx';
import { messagesWords } from '../messages/words.ts';
import { go } from '../router/router.ts';
import { prefer } from '../words/preferences.ts';
import { shared } from '../words/words.ts';
import { AccountMenu } from './account.tsx';
import { BottomBar, navRoutes, SideNav } from './navigation.tsx';
import { ShortcutSheet } from './shortcut-sheet.tsx';
import { useShortcuts } from './shortcuts.ts';

export function Frame({ children }: { readonly children: ComponentChildren }) {
  const words = shared();
  const [isSheetOpen, setSheetOpen] = useState(false);
  useShortcuts(words.shortcuts.everywhere, [
    ...navRoutes().flatMap(({ paths: [path = '/'], nav }) =>
      nav.key === undefined
        ? []
        : [{ keys: `g ${nav.key}`, label: words.shortcuts.goTo(words.nav[nav.name] as string), run: () => go(path) }],
    ),
    { keys: 'b', label: messagesWords().show, run: ringBell },
    { keys: 't', label: words.shortcuts.theme, run: switchTheme },
    { keys: '?', label: words.shortcuts.help, run: () => setSheetOpen(true) },
  ]);
  return (
    <div class="frame-grid">
      <a class="skip button" href="#main">
        {words.skip}
      </a>
      <header class="side">
        <div class="side-head">
          <a class="home" href="/" aria-label={words.product}>
            <Wordmark />
          </a>
          <MessageBell />
        </div>
        <SideNav />
        <AccountMenu />
      </header>
      <div class="page">
        <OfflineBanner />
        <main id="main" tabIndex={-1}>
          {children}
        </main>
      </div>
      <BottomBar />
      <Toasts />
      {isSheetOpen && <ShortcutSheet onClose={() => setSheetOpen(false)} />}
    </div>
  );
}

/** To the one of the two that is not shown now. */
function switchTheme(): void {
  const { colorScheme } = getComputedStyle(document.documentElement);
  const isDark =
    colorScheme === 'dark' || (colorScheme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  prefer({ theme: isDark ? 'light' : 'dark' });
}
