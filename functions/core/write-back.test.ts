// The business record that a workflow is about shows how the workflow stands.
import { describe, expect, it } from 'vitest';
import type { RecordLink } from './instance.ts';
import { approval, define } from './testing/build.ts';
import { Story } from './testing/story.ts';

const story = (record: RecordLink | null): Story =>
  new Story(define([approval('review', { assignedTo: 'user:cro-1' })]), { start: { record } });
const written = (there: Story): readonly object[] =>
  Object.values(there.instance.effects).flatMap(({ effect }) => (effect.kind === 'write_back' ? [effect] : []));

describe('a record that started a workflow', () => {
  const record = { collection: 'orders', id: 'order-1', field: 'workflow' };
  it('is written to at every change of the status, and not at others', () => {
    const there = story(record);
    const before = written(there).length;
    there.ask({ type: 'add_comment', actor: 'admin-1', text: 'x' });
    expect(written(there)).toHaveLength(before);
    there.approve('cro-1', 'review');
    expect(written(there)).toHaveLength(before + 1);
    expect(written(there).at(-1)).toMatchObject({ collection: 'orders', recordId: 'order-1', field: 'workflow' });
  });
  it('is left alone where it has no field for that, and where there is none', () => {
    expect(written(story({ ...record, field: null }).approve('cro-1', 'review'))).toEqual([]);
    expect(written(story(null).approve('cro-1', 'review'))).toEqual([]);
  });
});
