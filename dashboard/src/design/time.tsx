// A moment: how long ago, and exactly on hover.
import { now } from '../data/live.ts';
import { exactMoment, moment, relative } from '../words/format.ts';

interface TimeProps {
  readonly at: string;
  /** The day and the hour instead of how long ago. */
  readonly isAbsolute?: boolean;
}
const WEEK_MS = 7 * 86_400_000;

export const Time = ({ at, isAbsolute = false }: TimeProps) => {
  const isFar = Math.abs(Date.parse(at) - now.value) > WEEK_MS;
  return (
    <time dateTime={at} title={exactMoment(at)} class="number">
      {isAbsolute || isFar ? moment(at) : relative(at, now.value)}
    </time>
  );
};
