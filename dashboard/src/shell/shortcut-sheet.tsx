// The sheet of all keys that do something here.
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { shared } from '../words/words.ts';
import { groups } from './shortcuts.ts';

export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const { shortcuts, actions } = shared();
  return (
    <Dialog title={shortcuts.title} onClose={onClose} foot={<Button onClick={onClose}>{actions.close}</Button>}>
      {groups.value.toReversed().map(({ title, shortcuts: keys }) => (
        <section key={title} class="sheet-group">
          <h3>{title}</h3>
          <dl>
            {keys.map(({ keys: pressed, label }) => (
              <div key={pressed}>
                <dt>{label}</dt>
                <dd>
                  {pressed.split(' ').map((key, index) => (
                    <>
                      {index > 0 && <span class="quiet small"> {shortcuts.then} </span>}
                      <kbd key={key}>{key}</kbd>
                    </>
                  ))}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
