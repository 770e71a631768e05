// How a call is refused: the status codes of gRPC, with the words of the service.
import { status } from '@grpc/grpc-js';

export interface Refusal {
  readonly code: status;
  readonly details: string;
}

/** Thrown within a call and answered to its client. */
export class Refused extends Error implements Refusal {
  override readonly name = 'Refused';
  readonly code: status;
  readonly details: string;
  constructor(code: status, details: string) {
    super(details);
    this.code = code;
    this.details = details;
  }
}

export function invalid(details: string): never {
  throw new Refused(status.INVALID_ARGUMENT, details);
}
export function exists(details: string): never {
  throw new Refused(status.ALREADY_EXISTS, details);
}
export function missing(details: string): never {
  throw new Refused(status.NOT_FOUND, details);
}
