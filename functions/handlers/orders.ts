// Orders: checking them, their credit and their status. What they do with stock is in order-stock.ts.
import { ownValue, valueAt } from '../core/json.ts';
import {
  type Action,
  type Actions,
  done,
  isPositive,
  numberAt,
  recordIdAt,
  refused,
  setting,
  textAt,
} from './action.ts';
import { mark, markStatus, missingId, refuse, unmarkStatus } from './marks.ts';
import { ORDER } from './order-record.ts';
import { linesOf, orderStock } from './order-stock.ts';

const CUSTOMERS = 'customers';

/** with {businessUnits: {<uom>: <unit>}, refusedStatus} → {businessUnit, lines, status}. The first action on an order. */
const validate: Action = async (call, { records }) => {
  if (recordIdAt(call.data, ORDER.idField) === undefined) return refused(missingId(ORDER));
  const problems: string[] = [];
  for (const field of ['totalAmount', 'totalSalesVolume'])
    if (!isPositive(numberAt(call.data, field))) problems.push(`"${field}" has to be a number above 0.`);
  const lines = linesOf(call.data);
  if (typeof lines === 'string') problems.push(lines);
  const units = setting(call, 'businessUnits');
  const uom = textAt(call.data, 'uom') ?? '';
  const unit = ownValue(units, uom);
  const businessUnit = typeof unit === 'string' ? unit : undefined;
  if (units !== undefined && businessUnit === undefined)
    problems.push(`No business unit sells by "${uom}"; use ${Object.keys(units ?? {}).join(', ')}.`);
  const customerId = recordIdAt(call.data, 'customerId');
  const customer = customerId === undefined ? null : await records.get(CUSTOMERS, customerId);
  // Who fills in the request must not be able to qualify a customer by it.
  if (ownValue(customer, 'qualified') === false && valueAt(call.data, 'customer.qualified') === true)
    problems.push(`Customer ${customerId} is not qualified according to their record.`);
  if (problems.length > 0) return refuse(ORDER, call, records, problems.join(' '), { claim: true });
  const output = { businessUnit: businessUnit ?? null, lines: lines.length };
  const changes = businessUnit === undefined ? {} : { businessUnit };
  return mark(ORDER, call, records, { status: 'validated', claim: true, changes, output });
};

/**
 * with {refuseOverLimit, refusedStatus} → {withinLimit, creditLimit, exposure}. The customer's record goes before what
 * the request says of them; a customer without a limit is within it. Changes nothing.
 */
const checkCredit: Action = async (call, { records }) => {
  const amount = numberAt(call.data, 'totalAmount');
  if (!isPositive(amount)) return refuse(ORDER, call, records, '"totalAmount" has to be a number above 0.');
  const customerId = recordIdAt(call.data, 'customerId');
  const customer = customerId === undefined ? null : await records.get(CUSTOMERS, customerId);
  const given = ownValue(customer, 'creditLimit') ?? valueAt(call.data, 'customer.creditLimit') ?? null;
  if (given !== null && !(typeof given === 'number' && Number.isFinite(given) && given >= 0))
    return refuse(
      ORDER,
      call,
      records,
      `The credit limit of customer ${customerId ?? ''} is not a number of 0 or more.`,
    );
  const exposure = amount + Math.max(0, numberAt(customer, 'outstanding') ?? 0);
  const withinLimit = given === null || exposure <= given;
  if (!withinLimit && setting(call, 'refuseOverLimit') === true)
    return refuse(
      ORDER,
      call,
      records,
      `The order takes the customer to ${exposure}, above their credit limit of ${given}.`,
    );
  return done({ withinLimit, creditLimit: given, exposure });
};

export const orders: Actions = {
  'orders.validate': validate,
  'orders.checkCredit': checkCredit,
  'orders.markStatus': markStatus(ORDER),
  'orders.unmarkStatus': unmarkStatus(ORDER),
  ...orderStock,
};
