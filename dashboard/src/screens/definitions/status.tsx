// A version's status as a chip.
import { Chip, type Tone } from '../../design/chip.tsx';
import type { VersionRow } from './screen.tsx';
import { definitionWords } from './words.ts';

const TONES: Readonly<Record<VersionRow['status'], Tone>> = { active: 'good', draft: 'warn', inactive: 'quiet' };

export const DefinitionStatus = ({ status }: { readonly status: VersionRow['status'] }) => (
  <Chip tone={TONES[status]}>{definitionWords().statuses[status]}</Chip>
);
