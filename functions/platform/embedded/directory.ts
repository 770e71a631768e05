// The people, with indexes of who has which role and whose an e-mail address or a telephone number is.
import type { User } from '../../core/user.ts';
import type { DirectoryStore } from '../platform.ts';
import type { Database } from './database.ts';

interface UserRow {
  readonly document: string;
}
const parsed = (rows: readonly UserRow[]): readonly User[] => rows.map((row) => JSON.parse(row.document) as User);

export const createDirectory = (database: Database): DirectoryStore => ({
  users: async (ids) =>
    parsed(
      database.all<UserRow>(
        'select document from users where id in (select value from json_each(?)) order by id',
        JSON.stringify(ids),
      ),
    ),
  members: async (role) =>
    parsed(
      database.all<UserRow>(
        'select document from members join users on users.id = user_id where role = ? order by user_id',
        role,
      ),
    ),
  all: async () => parsed(database.all<UserRow>('select document from users order by id')),
  findByEmail: async (email) =>
    parsed(
      database.all<UserRow>(
        "select document from users where lower(json_extract(document, '$.email')) = lower(?) order by id limit 2",
        email,
      ),
    ),
  findByPhone: async (phone) =>
    parsed(
      database.all<UserRow>(
        "select document from users where json_extract(document, '$.phone') = ? order by id limit 2",
        phone,
      ),
    ),
  upsert: (user) => {
    const document = JSON.stringify(user);
    const roles = JSON.stringify([...new Set(user.roles)]);
    return database.write((sql) => {
      const before = sql.get<UserRow>('select document from users where id = ?', user.id);
      if (before?.document === document) return;
      const rolesBefore = before === undefined ? [] : (JSON.parse(before.document) as User).roles;
      for (const role of rolesBefore) sql.run('delete from members where role = ? and user_id = ?', role, user.id);
      sql.run('insert into members (role, user_id) select value, ? from json_each(?)', user.id, roles);
      sql.run('insert or replace into users (id, document) values (?, ?)', user.id, document);
    });
  },
});
