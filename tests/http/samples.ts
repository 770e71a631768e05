// Requests of the tests: an order like the samples, with an id of its own.
import orders from '../../definitions/samples/orders.json' with { type: 'json' };

/** The sample with this id, under another id. */
export function orderLike(sampleId: string, orderId: string): Record<string, unknown> {
  const sample = orders.find((order) => order.orderId === sampleId);
  if (sample === undefined) throw new Error(`there is no sample ${sampleId}`);
  return { ...sample, orderId };
}

export const startOf = (sampleId: string, orderId: string) => ({
  workflowId: 'order-approval',
  data: orderLike(sampleId, orderId),
  idempotencyKey: orderId,
});
