// How the embedded directory finds a person by what they are known by elsewhere: by index.
import { expect, it } from 'vitest';
import { openDatabase } from './database.ts';

it.each([
  ["lower(json_extract(document, '$.email')) = lower(?)", 'users_email'],
  ["json_extract(document, '$.phone') = ?", 'users_phone'],
])('where %s is a search of the index %s', async (condition, index) => {
  const database = openDatabase({ file: ':memory:' });
  const query = `explain query plan select document from users where ${condition} order by id limit 2`;
  expect(database.all(query, 'x')).toMatchObject([{ detail: `SEARCH users USING INDEX ${index} (<expr>=?)` }]);
  await database.close();
});
