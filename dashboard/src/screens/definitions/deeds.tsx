// What can be done with a version, and what follows from it, said before it is done.
import { useState } from 'preact/hooks';
import { call } from '../../api/api.ts';
import { asApiError } from '../../api/error.ts';
import { act } from '../../data/query.ts';
import { Button, ButtonLink } from '../../design/button.tsx';
import { Dialog } from '../../design/dialog.tsx';
import { Note } from '../../design/feedback.tsx';
import { Icon } from '../../design/icon.tsx';
import { say } from '../../design/toast.tsx';
import { go } from '../../router/router.ts';
import { may } from '../../session/session.ts';
import { shared } from '../../words/words.ts';
import { type Running, runningOn, runningText } from './running.ts';
import type { VersionRow } from './screen.tsx';
import { definitionWords, refusalText } from './words.ts';

export type Deed = 'activate' | 'retire' | 'remove';

interface DeedsProps {
  readonly row: VersionRow;
  readonly versions: readonly VersionRow[];
  readonly running: Running | null;
}

export function Deeds({ row, versions, running }: DeedsProps) {
  const words = definitionWords();
  const [begun, begin] = useState<Deed | null>(null);
  if (!may('create_definition')) return null;
  const { workflowId, version, status } = row;
  const edit = `/definitions/${encodeURIComponent(workflowId)}?version=${encodeURIComponent(version)}&view=edit`;
  return (
    <>
      <ButtonLink icon="edit" href={edit}>
        {status === 'draft' ? words.editDraft : words.edit}
      </ButtonLink>
      {status === 'active' ? (
        <Button icon="pause" onClick={() => begin('retire')}>
          {words.deeds.retire}
        </Button>
      ) : (
        <Button icon="play" onClick={() => begin('activate')}>
          {words.deeds.activate}
        </Button>
      )}
      {status === 'draft' && (
        <Button tone="danger" icon="trash" onClick={() => begin('remove')}>
          {words.deeds.remove}
        </Button>
      )}
      {begun && <DeedDialog deed={begun} row={row} versions={versions} running={running} onClose={() => begin(null)} />}
    </>
  );
}

interface DialogProps extends DeedsProps {
  readonly deed: Deed;
  readonly onClose: () => void;
}

function DeedDialog({ deed, row, versions, running, onClose }: DialogProps) {
  const { actions } = shared();
  const { deeds } = definitionWords();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState('');
  const submit = async () => {
    setBusy(true);
    setProblem('');
    try {
      await act({ run: () => perform(deed, row), changes: ['listWorkflowDefinitions', 'getWorkflowDefinition'] });
      say({ activate: deeds.activated, retire: deeds.retired, remove: deeds.removed }[deed](row.version));
      onClose();
      if (deed === 'remove') go(versions.length > 1 ? `/definitions/${row.workflowId}` : '/definitions');
    } catch (error) {
      setProblem(refusalText(asApiError(error)));
      setBusy(false);
    }
  };
  const title = { activate: deeds.activateTitle, retire: deeds.retireTitle, remove: deeds.removeTitle }[deed];
  const isGrave = deed !== 'activate';
  return (
    <Dialog
      title={title(row.version)}
      onClose={onClose}
      onSubmit={() => void submit()}
      foot={
        <>
          <Button onClick={onClose}>{actions.cancel}</Button>
          <Button type="submit" tone={isGrave ? 'danger filled' : 'primary'} isBusy={isBusy}>
            {deeds[deed]}
          </Button>
        </>
      }
    >
      <ul class="consequences">
        {consequencesOf(deed, row, versions, running).map((text) => (
          <li key={text}>
            <Icon name="right" size={14} />
            <span>{text}</span>
          </li>
        ))}
      </ul>
      {problem && (
        <Note tone="bad" icon="alert">
          {problem}
        </Note>
      )}
    </Dialog>
  );
}

const perform = (deed: Deed, { workflowId, version }: VersionRow): Promise<unknown> =>
  deed === 'remove'
    ? call('deleteWorkflowDefinition', { workflowId, version })
    : call('setWorkflowDefinitionStatus', {
        workflowId,
        version,
        status: deed === 'activate' ? 'active' : 'inactive',
      });

/** Where new requests start afterwards, and what becomes of those that run. */
export function consequencesOf(
  deed: Deed,
  row: VersionRow,
  versions: readonly VersionRow[],
  running: Running | null,
): readonly string[] {
  const { deeds } = definitionWords();
  if (deed === 'remove') return [deeds.removeText];
  const count = runningOn(running, row.workflowId, row.version);
  const stay =
    count === null ? deeds.stayUnknown : count === 0 ? deeds.stayNone : deeds.stay(runningText(running, count));
  return [startsAfter(deed, row, versions), stay];
}

/** Versions come oldest first; requests start on the newest active one. */
function startsAfter(deed: 'activate' | 'retire', row: VersionRow, versions: readonly VersionRow[]): string {
  const { deeds } = definitionWords();
  const isActive = (one: VersionRow): boolean =>
    one.version === row.version ? deed === 'activate' : one.status === 'active';
  const next = versions.findLast(isActive)?.version;
  if (next === undefined) return deeds.nobodyStarts;
  if (deed === 'activate') return next === row.version ? deeds.becomesNewest(next) : deeds.staysBehind(next);
  const before = versions.findLast(({ status }) => status === 'active')?.version;
  return before === next ? deeds.unchanged(next) : deeds.fallsBack(next);
}
