// Audit: the trail of one request, looked up by its id, or a search across requests.
import './audit.css';
import { useState } from 'preact/hooks';
import { Button } from '../../design/button.tsx';
import { asked } from '../../overseeing/parts.tsx';
import { go } from '../../router/router.ts';
import { ScreenHead } from '../../shell/head.tsx';
import { shared } from '../../words/words.ts';
import { Search } from './search.tsx';
import { Trail } from './trail.tsx';
import { auditWords } from './words.ts';

export function AuditScreen() {
  const words = auditWords();
  const { nav } = shared();
  const instanceId = asked('instance');
  return (
    <div class="wide stack">
      <ScreenHead title={nav.audit} actions={<LookUp />}>
        {words.text}
      </ScreenHead>
      {instanceId === '' ? <Search /> : <Trail key={instanceId} instanceId={instanceId} />}
    </div>
  );
}

function LookUp() {
  const words = auditWords();
  const [id, setId] = useState('');
  return (
    <form
      class="look-up"
      onSubmit={(event) => {
        event.preventDefault();
        if (id.trim() !== '') go(`/audit?instance=${encodeURIComponent(id.trim())}`);
      }}
    >
      <input
        class="input"
        aria-label={words.id}
        placeholder={words.id}
        value={id}
        onInput={(event) => setId(event.currentTarget.value)}
      />
      <Button type="submit" icon="search">
        {words.look}
      </Button>
    </form>
  );
}
