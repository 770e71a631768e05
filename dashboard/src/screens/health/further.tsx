// Where to look further: the Console on Google Cloud; the outbox and the clock at the embedded server.
import { useState } from 'preact/hooks';

import { post } from '../../api/client.ts';
import { asApiError } from '../../api/error.ts';
import { now, stopAt } from '../../data/live.ts';
import { store, useLoaded } from '../../data/query.ts';
import { Button } from '../../design/button.tsx';
import { Field } from '../../design/field.tsx';
import { Icon, type IconName } from '../../design/icon.tsx';
import { say, sayProblem } from '../../design/toast.tsx';
import { settings } from '../../session/session.ts';
import { errorText } from '../../words/error-text.ts';
import { moment } from '../../words/format.ts';
import { consoleLinks } from './console-links.ts';
import { healthWords } from './words.ts';

export function Further() {
  const words = healthWords();
  const known = settings.value;
  if (known === null) return null;
  return (
    <section class="stack" aria-label={words.further}>
      <h2>{words.further}</h2>
      {known.kind === 'embedded' ? (
        <>
          <ul class="links">
            <Outside icon="mail" href="/outbox" label={words.outbox} />
          </ul>
          {known.stoppedAt === undefined ? <p class="quiet small">{words.clockReal}</p> : <Clock />}
        </>
      ) : (
        <Console />
      )}
    </section>
  );
}

/** Hosting itself tells whose it is. */
async function projectOf(): Promise<string | null> {
  const response = await fetch('/__/firebase/init.json');
  const { projectId = null } = (await response.json()) as { readonly projectId?: string };
  return projectId;
}

function Console() {
  const words = healthWords();
  const { data: projectId } = useLoaded('project', projectOf, { everyMs: Number.POSITIVE_INFINITY });
  if (!projectId) return null;
  const links = consoleLinks(projectId);
  return (
    <ul class="links">
      <Outside icon="chart" href={links.dashboards} label={words.dashboards} />
      <Outside icon="alert" href={links.logs} label={words.logs} />
      <Outside icon="mail" href={links.failedEffects} label={words.failedEffects} />
      <Outside icon="operations" href={links.openedIncidents} label={words.openedIncidents} />
      <Outside icon="clock" href={links.sweeps} label={words.sweeps} />
    </ul>
  );
}

const Outside = ({ icon, href, label }: { readonly icon: IconName; readonly href: string; readonly label: string }) => (
  <li>
    <a class="card link" href={href} target="_blank" rel="noreferrer">
      <Icon name={icon} size={18} />
      <span>{label}</span>
      <span class="spread">
        <Icon name="external" />
      </span>
    </a>
  </li>
);

const [HOUR, DAY, WEEK] = [60, 24 * 60, 7 * 24 * 60];

function Clock() {
  const words = healthWords();
  const [minutes, setMinutes] = useState('60');
  const [problem, setProblem] = useState<string | undefined>();
  const [isBusy, setBusy] = useState(false);

  async function advance(by: number): Promise<void> {
    setBusy(true);
    try {
      const { now: moved } = (await post(fetch, 'advanceClock', { minutes: by }, null)) as { readonly now: string };
      stopAt(moved);
      say(words.moved(moment(moved)));
      store.wake();
    } catch (error) {
      sayProblem(errorText(asApiError(error)));
    } finally {
      setBusy(false);
    }
  }
  const submit = () => {
    const by = Number(minutes);
    if (!(by > 0)) return setProblem(words.badMinutes);
    void advance(by);
  };
  return (
    <section class="card padded stack" aria-label={words.clock}>
      <div class="row">
        <h3>{words.clock}</h3>
        <strong class="number spread">{moment(now.value)}</strong>
      </div>
      <p class="soft small">{words.clockText}</p>
      <form
        class="row clock"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Button isBusy={isBusy} onClick={() => void advance(HOUR)}>
          {words.hour}
        </Button>
        <Button isBusy={isBusy} onClick={() => void advance(DAY)}>
          {words.day}
        </Button>
        <Button isBusy={isBusy} onClick={() => void advance(WEEK)}>
          {words.week}
        </Button>
        <Field label={words.minutes} problem={problem}>
          {(attributes) => (
            <input
              {...attributes}
              class="input"
              inputMode="numeric"
              value={minutes}
              onInput={(event) => {
                setMinutes(event.currentTarget.value);
                setProblem(undefined);
              }}
            />
          )}
        </Field>
        <Button type="submit" isBusy={isBusy}>
          {words.move}
        </Button>
      </form>
    </section>
  );
}
