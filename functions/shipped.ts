// The definitions that come with a release.
import disputeResolution from '../definitions/dispute-resolution.json' with { type: 'json' };
import engineerRegistration from '../definitions/engineer-registration.json' with { type: 'json' };
import engineerRenewal from '../definitions/engineer-renewal.json' with { type: 'json' };
import orderApproval from '../definitions/order-approval.json' with { type: 'json' };
import siteVisitApproval from '../definitions/site-visit-approval.json' with { type: 'json' };

/** What of a definition is asked before it is examined. */
interface Shipped {
  readonly id: string;
  readonly version: string;
  readonly status: string;
  readonly steps: readonly object[];
  readonly trigger?: { readonly collection: string };
}

export const shippedDefinitions: readonly Shipped[] = [
  orderApproval,
  disputeResolution,
  engineerRegistration,
  engineerRenewal,
  siteVisitApproval,
];
