// A person as the fields of a form, and back.
import type { User } from '../../api/api.ts';
import type { Input } from '../../api/client.ts';

export type UserInput = Input<'upsertUser'>['user'];

export interface PersonFields {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly roles: string;
  readonly territories: string;
  readonly manager: string;
  readonly capacity: string;
  readonly language: User['language'];
  readonly channel: User['channel'];
}

export const fieldsOf = (user: User | null): PersonFields => ({
  id: user?.id ?? '',
  name: user?.name ?? '',
  email: user?.email ?? '',
  phone: user?.phone ?? '',
  roles: user?.roles.join(', ') ?? '',
  territories: user?.territories.join(', ') ?? '',
  manager: user?.manager ?? '',
  capacity: user?.capacity === undefined ? '' : String(user.capacity),
  language: user?.language ?? 'en',
  channel: user?.channel ?? 'email',
});

export type Lacking = 'needed' | 'number';

/** Which fields cannot be sent as they are; what is in them otherwise, the API judges. */
export function lackingOf({
  id,
  name,
  email,
  capacity,
}: PersonFields): Readonly<Partial<Record<keyof PersonFields, Lacking>>> {
  const needed = { id, name, email };
  const empty = Object.entries(needed).filter(([, value]) => value.trim() === '');
  return {
    ...Object.fromEntries(empty.map(([field]) => [field, 'needed'] as const)),
    ...(/^\d*$/.test(capacity.trim()) ? {} : { capacity: 'number' as const }),
  };
}

const wordsOf = (text: string): readonly string[] =>
  text
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');

/** What the form does not show stays as it was; what was emptied is taken away. */
export function userOf(fields: PersonFields, before: User | null): UserInput {
  const { phone: _phone, manager: _manager, capacity: _capacity, ...kept } = before ?? ({} as Partial<User>);
  const optional = { phone: fields.phone.trim(), manager: fields.manager };
  return {
    ...kept,
    id: fields.id.trim(),
    name: fields.name.trim(),
    email: fields.email.trim(),
    roles: wordsOf(fields.roles),
    territories: wordsOf(fields.territories),
    language: fields.language,
    channel: fields.channel,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== '')),
    ...(fields.capacity.trim() === '' ? {} : { capacity: Number(fields.capacity) }),
  };
}
