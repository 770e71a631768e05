// Who may do what by role. The table itself is the company's data; a relation to the instance is judged here.
import { z } from 'zod';
import type { Context } from './context.ts';
import { type Instance, isOpen } from './instance.ts';
import { actsFor } from './routing/delegation.ts';
import type { User } from './user.ts';

const roles = z.array(z.string()).max(50);
export const accessPolicySchema = z.strictObject({
  create_definition: roles,
  view_instance: roles,
  modify_instance: roles,
  view_analytics: roles,
  manage_users: roles,
});
export type AccessPolicy = z.infer<typeof accessPolicySchema>;
export type Permission = keyof AccessPolicy;

export const hasPermission = (policy: AccessPolicy, permission: Permission, user: User): boolean =>
  policy[permission].some((role) => user.roles.includes(role));

/** By role, by having been involved, or as the present delegate of somebody who has a task here. */
export function mayView(instance: Instance, user: User, context: Context): boolean {
  return (
    hasPermission(context.access, 'view_instance', user) ||
    hasPermission(context.access, 'modify_instance', user) ||
    instance.viewers.includes(user.id) ||
    Object.values(instance.steps).some(
      (step) => isOpen(step) && step.assignees.some((assignee) => actsFor(user.id, assignee.user, context)),
    )
  );
}
