// The order as a business record.
import type { RecordKind } from './marks.ts';

export const ORDER: RecordKind = {
  collection: 'orders',
  noun: 'order',
  idField: 'orderId',
  statuses: [
    'submitted',
    'validated',
    'pending-approval',
    'approved',
    'in-fulfillment',
    'completed',
    'cancelled',
    'on-hold',
    'rejected',
  ],
  fields: [
    'projectId',
    'customerId',
    'customer',
    'orderType',
    'uom',
    'totalSalesVolume',
    'items',
    'totalAmount',
    'currency',
    'detailedProjectAddress',
    'dealerMemo',
    'siteVisitImage',
    'emailAddress',
    'engineerEligible',
    'submittedBy',
    'territory',
  ],
};
