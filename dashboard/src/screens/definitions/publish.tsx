// Publishing what the editor holds, or keeping it as a draft; what follows is said first.
import { useState } from 'preact/hooks';
import { call } from '../../api/api.ts';
import { asApiError } from '../../api/error.ts';
import { act } from '../../data/query.ts';
import { Button } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Note } from '../../design/feedback.tsx';
import { Icon } from '../../design/icon.tsx';
import { say } from '../../design/toast.tsx';
import { go } from '../../router/router.ts';
import { shared } from '../../words/words.ts';
import { consequencesOf } from './deeds.tsx';
import { parseText, raised, withVersion } from './json-text.ts';
import { useRunning } from './running.ts';
import { type VersionRow, versionHref } from './screen.tsx';
import type { Checked } from './use-check.ts';
import { definitionWords, refusalText } from './words.ts';

interface PublishProps {
  readonly text: string;
  readonly checked: Checked;
  readonly isNew: boolean;
  readonly versions: readonly VersionRow[];
  readonly onText: (text: string) => void;
}
type Status = 'active' | 'draft';

export function PublishBar({ text, checked, isNew, versions, onText }: PublishProps) {
  const words = definitionWords().editor;
  const [refusal, setRefusal] = useState('');
  const [isAsking, setAsking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const isReady = checked.state === 'checked' && checked.ok;
  const version = isReady ? versionIn(text) : '';
  const isTaken = versions.some((one) => one.version === version && one.status !== 'draft');
  const save = async (status: Status) => {
    setBusy(true);
    setRefusal('');
    try {
      const saved = await store({ text, status, isNew });
      say(status === 'active' ? words.published(saved.version) : words.saved(saved.version));
      go(versionHref(saved.workflowId, saved.version));
    } catch (error) {
      setRefusal(refusalText(asApiError(error)));
    }
    setBusy(false);
    setAsking(false);
  };
  return (
    <div class="publish-bar">
      {isTaken && (
        <Note tone="warn" icon="alert">
          {words.exists(version)}{' '}
          <Button isSmall onClick={() => onText(withVersion(text, nextOf(versions)))}>
            {words.raise(nextOf(versions))}
          </Button>
        </Note>
      )}
      {refusal && (
        <Note tone="bad" icon="alert">
          {refusal}
        </Note>
      )}
      <div class="row">
        <Button tone="primary" isDisabled={!isReady || isTaken} isBusy={isBusy} onClick={() => setAsking(true)}>
          {words.publish}
        </Button>
        <Button isDisabled={!isReady || isTaken} isBusy={isBusy} onClick={() => void save('draft')}>
          {words.saveDraft}
        </Button>
      </div>
      {isAsking && (
        <PublishDialog
          version={version}
          workflowId={versions[0]?.workflowId}
          versions={versions}
          isBusy={isBusy}
          onClose={() => setAsking(false)}
          onPublish={() => void save('active')}
        />
      )}
    </div>
  );
}

const versionIn = (text: string): string => {
  const parsed = parseText(text);
  return parsed.isJson ? String((parsed.value as { readonly version?: unknown }).version) : '';
};
/** After the newest: versions come oldest first. */
const nextOf = (versions: readonly VersionRow[]): string => raised(versions.at(-1)?.version);

interface Storing {
  readonly text: string;
  readonly status: Status;
  readonly isNew: boolean;
}
/** A new definition must not replace somebody's draft that happens to have its name. */
function store({ text, status, isNew }: Storing) {
  const definition = { ...(JSON.parse(text) as object), status };
  const operation = isNew ? 'createWorkflowDefinition' : 'updateWorkflowDefinition';
  return act({
    run: () => call(operation, { definition }),
    changes: ['listWorkflowDefinitions', 'getWorkflowDefinition'],
  });
}

interface DialogProps {
  readonly version: string;
  readonly workflowId: string | undefined;
  readonly versions: readonly VersionRow[];
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onPublish: () => void;
}
function PublishDialog({ version, workflowId = '', versions, isBusy, onClose, onPublish }: DialogProps) {
  const { actions } = shared();
  const { editor, deeds } = definitionWords();
  const running = useRunning(workflowId === '' ? undefined : workflowId);
  const row = { workflowId, version, name: '', status: 'draft', steps: 0, hash: '' } as const;
  const isThere = versions.some((one) => one.version === version);
  // Sorted as the server would: what is new comes after all others unless it is there already.
  const [starts = ''] = consequencesOf('activate', row, isThere ? versions : [...versions, row], running);
  return (
    <Dialog
      title={editor.publishTitle(version)}
      onClose={onClose}
      onSubmit={onPublish}
      foot={
        <>
          <Button onClick={onClose}>{actions.cancel}</Button>
          <Button type="submit" tone="primary" isBusy={isBusy}>
            {editor.publish}
          </Button>
        </>
      }
    >
      <ul class="consequences">
        {[starts, deeds.stayUnknown, editor.forEver].map((text) => (
          <li key={text}>
            <Icon name="right" size={14} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
