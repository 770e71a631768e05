// The story of the demo: what people do with each sample order, and how it must end.

/**
 * What happens to an order, one after the other; each waits until the engine has nothing left to do. `by` is a person,
 * or "bdo" for whoever of bdo-1, bdo-2 … was asked.
 */
export type Act =
  | { readonly kind: 'wait'; readonly hours: number; readonly says: string }
  | { readonly kind: 'approve'; readonly by: string; readonly notes?: string }
  | { readonly kind: 'reject'; readonly by: string; readonly reason: string }
  | { readonly kind: 'cancel'; readonly by: string; readonly reason: string };

export interface Case {
  readonly orderId: string;
  readonly title: string;
  readonly acts: readonly Act[];
  /** The item whose stock is shown before, during and after. */
  readonly watches?: string;
  /** The depot does not answer: what was reserved is not issued. */
  readonly depotIsDown?: true;
  readonly expect: {
    readonly status: 'completed' | 'failed' | 'cancelled';
    readonly outcome?: 'approved' | 'rejected';
    readonly route: string;
    /** A person or a kind of person, as in `by`. */
    readonly decidedBy: string | null;
    /** Units set aside (`held`) and taken (`gone`) of the watched item once all is over, compared with before. */
    readonly stock?: { readonly held: number; readonly gone: number };
    readonly record: string;
  };
}

const approved = (route: string, decidedBy: string | null): Case['expect'] => ({
  status: 'completed',
  outcome: 'approved',
  route,
  decidedBy,
  record: 'completed',
});
const rejected = (route: string, decidedBy: string): Case['expect'] => ({
  status: 'completed',
  outcome: 'rejected',
  route,
  decidedBy,
  record: 'rejected',
});

export const isPerson = (id: string, by: string): boolean => id === by || id.startsWith(`${by}-`);

export const CASES: readonly Case[] = [
  { orderId: 'ORD-1001', title: 'A small order of a qualified customer', acts: [], expect: approved('nobody', null) },
  {
    orderId: 'ORD-1003',
    title: 'As small, but the customer is not qualified',
    acts: [{ kind: 'approve', by: 'sr-1' }],
    expect: approved('sales representative', 'sr-1'),
  },
  {
    orderId: 'ORD-1005',
    title: 'Cement in the south, rejected',
    acts: [{ kind: 'reject', by: 'sr-2', reason: 'The dealer still owes us for the last delivery.' }],
    expect: rejected('sales representative', 'sr-2'),
  },
  {
    orderId: 'ORD-1006',
    title: 'Rods in the north: the other business unit',
    acts: [{ kind: 'approve', by: 'sr-3', notes: 'Known customer.' }],
    expect: approved('sales representative', 'sr-3'),
  },
  {
    orderId: 'ORD-1007',
    title: 'The approver needs a reminder',
    acts: [
      { kind: 'wait', hours: 5, says: 'Nobody answers for five hours.' },
      { kind: 'approve', by: 'sr-4', notes: 'Sorry, was at a site.' },
    ],
    expect: approved('sales representative', 'sr-4'),
  },
  {
    orderId: 'ORD-1008',
    title: 'From 10,000 a customer relationship officer decides',
    acts: [{ kind: 'approve', by: 'cro' }],
    expect: approved('customer relationship', 'cro'),
  },
  {
    orderId: 'ORD-1009',
    title: 'Nobody decides in time: it goes to the area sales manager',
    acts: [
      { kind: 'wait', hours: 48, says: 'The officer is silent for two days.' },
      { kind: 'approve', by: 'asm-1', notes: 'Took it over.' },
    ],
    expect: approved('customer relationship', 'asm-1'),
  },
  {
    orderId: 'ORD-1010',
    title: 'From 50,000 business development decides',
    acts: [{ kind: 'approve', by: 'bdo' }],
    expect: approved('business development', 'bdo'),
  },
  {
    orderId: 'ORD-1011',
    title: 'Days without an answer, then the last instance says no',
    acts: [
      { kind: 'wait', hours: 120, says: 'Business development is silent until after the weekend.' },
      { kind: 'reject', by: 'incharge-1', reason: 'Not before the first floor is paid.' },
    ],
    expect: rejected('business development', 'incharge-1'),
  },
  {
    orderId: 'ORD-1012',
    title: 'A bulk order goes to business development however small it is',
    acts: [{ kind: 'approve', by: 'bdo' }],
    expect: approved('business development', 'bdo'),
  },
  {
    orderId: 'ORD-1014',
    title: 'A service: nothing to deliver',
    acts: [{ kind: 'approve', by: 'sr-1' }],
    expect: approved('sales representative', 'sr-1'),
  },
  {
    orderId: 'ORD-1015',
    title: 'Small, but over the credit limit: somebody looks at it',
    acts: [{ kind: 'reject', by: 'sr-1', reason: 'Pay the open bill first.' }],
    expect: rejected('sales representative', 'sr-1'),
  },
  {
    orderId: 'ORD-1016',
    title: 'More than there is in stock: nobody is bothered',
    acts: [],
    expect: { status: 'failed', route: 'nobody', decidedBy: null, record: 'on-hold' },
  },
  {
    orderId: 'ORD-1018',
    title: 'Cancelled after the stock was reserved: it goes back on the shelf',
    depotIsDown: true,
    watches: 'ROD-16',
    acts: [
      { kind: 'approve', by: 'bdo' },
      { kind: 'cancel', by: 'requester-1', reason: 'The customer has withdrawn.' },
    ],
    expect: {
      status: 'cancelled',
      route: 'business development',
      decidedBy: 'bdo',
      stock: { held: 0, gone: 0 },
      record: 'cancelled',
    },
  },
  {
    orderId: 'ORD-1013',
    title: 'A custom order, and what its delivery takes from the shelf',
    watches: 'ROD-16',
    acts: [{ kind: 'approve', by: 'bdo' }],
    expect: { ...approved('business development', 'bdo'), stock: { held: 0, gone: 0.08 } },
  },
  { orderId: 'ORD-1017', title: 'A single rod for a sample', acts: [], expect: approved('nobody', null) },
];
