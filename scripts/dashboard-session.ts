// What the built dashboard asks first: how one signs in there, and what each role may do. The embedded server answers it itself.
import company from '../definitions/company.json' with { type: 'json' };
import users from '../definitions/samples/users.json' with { type: 'json' };

/** The shape is dashboard/src/session/settings.ts. On emulators one chooses a sample person; Hosting itself knows its Firebase project. */
export function sessionText(where: 'emulators' | 'project'): string {
  const { access } = company;
  const people = users.map(({ id, name, roles }) => ({ id, name, roles }));
  return JSON.stringify(where === 'emulators' ? { kind: 'embedded', people, access } : { kind: 'firebase', access });
}
