// Sample data at the embedded server, so that somebody who only looks has not to invent an order.

import { useLoaded } from '../../data/query.ts';
import { Menu, MenuItem } from '../../design/menu.tsx';
import type { Data } from '../../forms/values.ts';
import { settings } from '../../session/session.ts';
import { titleOf } from '../decision/facts.ts';
import { submitWords } from './words.ts';

type Samples = Readonly<Record<string, readonly Data[]>>;

async function readSamples(): Promise<Samples> {
  const response = await fetch('/samples.json');
  return response.ok ? ((await response.json()) as Samples) : {};
}

const SHOWN_MAX = 12;

export function SampleButton({
  workflowId,
  onFill,
}: {
  readonly workflowId: string;
  readonly onFill: (data: Data) => void;
}) {
  const words = submitWords();
  const isEmbedded = settings.value?.kind === 'embedded';
  const { data } = useLoaded(isEmbedded ? 'samples' : null, readSamples, { everyMs: Number.POSITIVE_INFINITY });
  const samples = data?.[workflowId] ?? [];
  if (samples.length === 0) return null;
  return (
    <Menu button={words.sample}>
      {samples.slice(0, SHOWN_MAX).map((sample) => {
        const title = titleOf({ data: sample, instanceId: '' });
        return (
          <MenuItem key={title} onClick={() => onFill(fresh(sample))}>
            {title}
          </MenuItem>
        );
      })}
    </Menu>
  );
}

/** Under an id of its own, so that the same sample can be submitted often. */
function fresh(sample: Data): Data {
  const name = Object.keys(sample).find((one) => /Id$/.test(one));
  if (name === undefined) return sample;
  const mark = crypto.randomUUID().slice(0, 4).toUpperCase();
  return { ...sample, [name]: `${String(sample[name])}-${mark}` };
}
