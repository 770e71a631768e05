// Reasons of refusals that are said in the reader's language; the API's own words are English.
export type Reason =
  | 'ALREADY_DECIDED'
  | 'STALE_ATTEMPT'
  | 'STALE_REVISION'
  | 'NOT_ASSIGNED'
  | 'SELF_APPROVAL'
  | 'PERMISSION_DENIED'
  | 'NOT_FOUND'
  | 'INVALID_STATE_TRANSITION'
  | 'INVALID_DATA'
  | 'REASON_REQUIRED'
  | 'UNAVAILABLE'
  | 'INTERNAL'
  | 'UNAUTHENTICATED';
