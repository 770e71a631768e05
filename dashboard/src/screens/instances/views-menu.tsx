// Saved filters by name: choose one, keep the present one, forget one.
import { useState } from 'preact/hooks';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Field } from '../../design/field.tsx';
import { Icon } from '../../design/icon.tsx';
import { Menu, MenuItem } from '../../design/menu.tsx';
import { say } from '../../design/toast.tsx';
import { toUrl } from '../../router/match.ts';
import { go, place } from '../../router/router.ts';
import { shared } from '../../words/words.ts';
import { filterOf } from './filter.ts';
import { forgetView, savedViews, saveView } from './views.ts';
import { instancesWords } from './words.ts';

export function Views() {
  const { views: words } = instancesWords();
  const [isSaving, setSaving] = useState(false);
  const present = filterOf(place.value.query);
  const current = savedViews.value.find(({ query }) => isSame(query, present));
  return (
    <>
      <Menu
        button={
          <>
            <Icon name="list" />
            {current?.name ?? words.label}
            <Icon name="down" size={12} />
          </>
        }
      >
        <MenuItem isChosen={Object.keys(present).length === 0} onClick={() => go('/instances')}>
          {words.all}
        </MenuItem>
        {savedViews.value.map(({ name, query }) => (
          <MenuItem key={name} isChosen={name === current?.name} onClick={() => go(toUrl('/instances', query))}>
            {name}
          </MenuItem>
        ))}
        {savedViews.value.length === 0 && <p class="menu-title">{words.none}</p>}
        <hr />
        {Object.keys(present).length > 0 && (
          <MenuItem icon="plus" onClick={() => setSaving(true)}>
            {words.save}
          </MenuItem>
        )}
        {current && (
          <MenuItem icon="trash" isDanger onClick={() => forgetView(current.name)}>
            {words.forget(current.name)}
          </MenuItem>
        )}
      </Menu>
      {isSaving && <SaveDialog onClose={() => setSaving(false)} />}
    </>
  );
}

const isSame = (a: object, b: object): boolean => textOf(a) === textOf(b);
const textOf = (query: object): string => JSON.stringify(Object.entries(query).sort(([a], [b]) => a.localeCompare(b)));

function SaveDialog({ onClose }: { readonly onClose: () => void }) {
  const { views: words } = instancesWords();
  const { actions } = shared();
  const [name, setName] = useState('');
  const [problem, setProblem] = useState<string | undefined>();
  const submit = () => {
    const wanted = name.trim();
    if (wanted === '') return setProblem(words.needed);
    saveView({ name: wanted, query: filterOf(place.value.query) });
    say(words.saved(wanted));
    onClose();
  };
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      onSubmit={submit}
      foot={
        <>
          <Button onClick={onClose}>{actions.cancel}</Button>
          <Button type="submit" tone="primary">
            {actions.save}
          </Button>
        </>
      }
    >
      <Field label={words.name} hint={words.hint} problem={problem}>
        {(attributes) => (
          <input
            {...attributes}
            class="input"
            maxLength={60}
            autoFocus
            value={name}
            onInput={(event) => {
              setName(event.currentTarget.value);
              setProblem(undefined);
            }}
          />
        )}
      </Field>
    </Dialog>
  );
}
