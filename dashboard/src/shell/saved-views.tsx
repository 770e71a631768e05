// Filters worth keeping: what the address says, under a name, in this browser.
import { signal } from '@preact/signals';
import { useState } from 'preact/hooks';
import { TextDialog } from '../deciding/dialogs.tsx';
import { Icon } from '../design/icon.tsx';
import { Menu, MenuItem } from '../design/menu.tsx';
import { say } from '../design/toast.tsx';
import { toUrl } from '../router/match.ts';
import { go, place } from '../router/router.ts';
import { defineWords, shared } from '../words/words.ts';

const viewWords = defineWords(
  {
    views: 'Views',
    save: 'Save this view …',
    none: 'A view keeps the filters that are set now.',
    name: 'Name',
    needed: 'Give it a name.',
    saved: (name: string) => `Saved as “${name}”.`,
    forget: (name: string) => `Forget “${name}”`,
    forgotten: (name: string) => `“${name}” is forgotten.`,
  },
  {
    views: 'দৃশ্য',
    save: 'এই দৃশ্য রাখুন …',
    none: 'এখন যে ছাঁকনি আছে, দৃশ্য তা মনে রাখে।',
    name: 'নাম',
    needed: 'একটি নাম দিন।',
    saved: (name) => `“${name}” নামে রাখা হয়েছে।`,
    forget: (name) => `“${name}” ভুলে যান`,
    forgotten: (name) => `“${name}” আর নেই।`,
  },
);

interface SavedView {
  readonly path: string;
  readonly name: string;
  readonly url: string;
}

const KEY = 'countersign.views';
function stored(): readonly SavedView[] {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? '[]') as readonly SavedView[];
  } catch {
    return [];
  }
}
const views = signal(stored());
const keep = (next: readonly SavedView[]): void => {
  views.value = next;
  localStorage.setItem(KEY, JSON.stringify(next));
};

/** For a screen whose filters stand in the address. */
export function SavedViews() {
  const words = viewWords();
  const { actions } = shared();
  const [isNaming, setNaming] = useState(false);
  const { path, query } = place.value;
  const url = toUrl(path, query);
  const mine = views.value.filter((view) => view.path === path);
  const open = mine.find((view) => view.url === url);
  const save = (name: string): void => {
    keep([...views.value.filter((view) => view.path !== path || view.name !== name), { path, name, url }]);
    setNaming(false);
    say(words.saved(name));
  };
  const forget = (view: SavedView): void => {
    const before = views.value;
    keep(before.filter((one) => one !== view));
    say(words.forgotten(view.name), { icon: 'trash', action: { label: actions.undo, run: () => keep(before) } });
  };
  return (
    <>
      <Menu
        buttonClass="button quiet"
        button={
          <>
            {open?.name ?? words.views}
            <Icon name="down" size={14} />
          </>
        }
      >
        {mine.map((view) => (
          <MenuItem key={view.name} isChosen={view === open} onClick={() => go(view.url)}>
            {view.name}
          </MenuItem>
        ))}
        {mine.length === 0 && <p class="menu-title">{words.none}</p>}
        <hr />
        <MenuItem icon="plus" onClick={() => setNaming(true)}>
          {words.save}
        </MenuItem>
        {open && (
          <MenuItem icon="trash" isDanger onClick={() => forget(open)}>
            {words.forget(open.name)}
          </MenuItem>
        )}
      </Menu>
      {isNaming && (
        <TextDialog
          title={words.save}
          label={words.name}
          needed={words.needed}
          button={actions.save}
          isShort
          onClose={() => setNaming(false)}
          onDone={save}
        />
      )}
    </>
  );
}
