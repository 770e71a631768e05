// Random definitions played through random stories, for tests that count what happened in them.
import fc from 'fast-check';
import { startCommand } from './build.ts';
import { play } from './play.ts';
import { chances, definitions } from './random-workflow.ts';
import { Story } from './story.ts';

/** A story of so many happenings; it need not have ended. */
export const stories = (happenings: number): fc.Arbitrary<Story> =>
  fc.tuple(definitions, fc.integer({ min: 0, max: 100 }), chances(happenings)).map(([definition, amount, path]) => {
    const story = new Story(definition, { start: startCommand({ data: { amount }, priority: 'high' }) });
    for (const chance of path) play(story, chance);
    return story;
  });
