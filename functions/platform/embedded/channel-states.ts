// Which channels are out of order: one row for each that is.
import type { Channel } from '../../core/user.ts';
import type { ChannelStates } from '../platform.ts';
import type { Database } from './database.ts';

interface StateRow {
  readonly channel: Channel;
  readonly down_since: number;
}

export const createChannelStates = (database: Database): ChannelStates => ({
  down: async () =>
    Object.fromEntries(
      database
        .all<StateRow>('select channel, down_since from channel_states')
        .map(({ channel, down_since }) => [channel, down_since]),
    ),
  report: (channel, downSince) =>
    database.write((sql) => {
      if (downSince === null) sql.run('delete from channel_states where channel = ?', channel);
      else
        sql.run(
          'insert into channel_states (channel, down_since) values (?, ?) on conflict (channel) do nothing',
          channel,
          downSince,
        );
    }),
});
