// A business record that any program writes starts its workflow by a Firestore trigger, and shows how it stands.
import { initializeApp } from 'firebase-admin/app';
import { getFirestore } from 'firebase-admin/firestore';
import { expect, it } from 'vitest';
import { sample } from '../../definitions/testing/shipped.ts';
import { PROJECT_ID } from '../../emulators/suite/settings.ts';
import { act, as, ended, opened, soon, unique } from './stack.ts';

// Another program's client: not the engine's own.
const orders = getFirestore(initializeApp({ projectId: PROJECT_ID }, unique('app'))).collection('orders');

/** Everything that was started for this order. */
async function startedFor(orderId: string): Promise<readonly string[]> {
  const { instances } = await (await as('admin-1')).ask('listWorkflowInstances', {
    workflowId: 'order-approval',
    startedBy: 'requester-1',
    pageSize: 200,
  });
  const views = await Promise.all(
    instances.map(async ({ instanceId }: { instanceId: string }) =>
      (await as('admin-1')).ask('getWorkflowInstance', { instanceId }),
    ),
  );
  return views.filter(({ data }) => data.orderId === orderId).map(({ instanceId }) => instanceId);
}

it('an order that is submitted is approved, its record says so at each turn, and nothing else is started by that', async () => {
  const orderId = unique('ORD');
  const submitted = { ...sample('orders', 'orderId', 'ORD-1004'), orderId, status: 'submitted' };
  await orders.doc(orderId).set(submitted);

  const written = () => soon(async () => (await orders.doc(orderId).get()).data()?.workflow);
  const { instanceId } = await written();
  await opened(instanceId, 'approve-sr-acl');
  expect(await written()).toMatchObject({ instanceId, status: 'running' });
  await act(instanceId, 'approve-sr-acl', 'approveStep');
  await ended(instanceId);
  const record = await soon(async () => {
    const found = (await orders.doc(orderId).get()).data();
    return found?.workflow?.status === 'completed' && found.status === 'completed' ? found : null;
  });
  expect(record.workflow).toMatchObject({ instanceId, outcome: 'approved' });

  // A program that writes the record as it is, and one that adds a note: neither is a new order.
  await orders.doc(orderId).set(record);
  await orders.doc(orderId).update({ note: 'Seen.' });
  const other = unique('ORD');
  await orders.doc(other).set({ ...submitted, orderId: other });
  await soon(async () => (await orders.doc(other).get()).data()?.workflow);
  expect(await startedFor(orderId)).toEqual([instanceId]);
});

it('an order that is not submitted yet starts nothing', async () => {
  const [draft, submitted] = [unique('ORD'), unique('ORD')];
  const order = sample('orders', 'orderId', 'ORD-1001');
  await orders.doc(draft).set({ ...order, orderId: draft, status: 'draft' });
  await orders.doc(submitted).set({ ...order, orderId: submitted, status: 'submitted' });
  await soon(async () => (await orders.doc(submitted).get()).data()?.workflow?.status === 'completed');
  expect((await orders.doc(draft).get()).data()?.workflow).toBeUndefined();
});
