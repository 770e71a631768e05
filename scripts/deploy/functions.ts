// The functions that would be deployed, as the Firebase CLI found them, in words.

/** The part of an endpoint of the Firebase CLI that is shown. */
export interface Endpoint {
  readonly id: string;
  readonly region: string;
  readonly runtime: string;
  readonly availableMemoryMb?: number | null;
  readonly timeoutSeconds?: number | null;
  readonly concurrency?: number | null;
  readonly minInstances?: number | null;
  readonly maxInstances?: number | null;
  readonly secretEnvironmentVariables?: readonly { readonly key: string }[] | null;
  readonly httpsTrigger?: { readonly invoker?: readonly string[] | null };
  readonly callableTrigger?: object;
  readonly scheduleTrigger?: { readonly schedule?: string; readonly timeZone?: string | null };
  readonly taskQueueTrigger?: {
    readonly rateLimits?: {
      readonly maxConcurrentDispatches?: number | null;
      readonly maxDispatchesPerSecond?: number | null;
    } | null;
    readonly retryConfig?: { readonly maxAttempts?: number | null } | null;
  };
  readonly eventTrigger?: {
    readonly eventType: string;
    readonly retry?: boolean;
    readonly eventFilters?: Readonly<Record<string, string>>;
    readonly eventFilterPathPatterns?: Readonly<Record<string, string>>;
  };
  readonly blockingTrigger?: { readonly eventType: string };
}

export interface FunctionPlan {
  readonly name: string;
  readonly trigger: string;
  readonly region: string;
  readonly runtime: string;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly concurrency: number;
  readonly minInstances: number;
  /** null: only the project's quota bounds it. */
  readonly maxInstances: number | null;
  readonly secrets: readonly string[];
}

/** What Cloud Functions takes where nothing is said. */
const MEMORY_MB_DEFAULT = 256;
const TIMEOUT_SECONDS_DEFAULT = 60;

export const functionPlan = (endpoint: Endpoint): FunctionPlan => ({
  name: endpoint.id,
  trigger: triggerOf(endpoint),
  region: endpoint.region,
  runtime: endpoint.runtime,
  memoryMb: endpoint.availableMemoryMb ?? MEMORY_MB_DEFAULT,
  timeoutSeconds: endpoint.timeoutSeconds ?? TIMEOUT_SECONDS_DEFAULT,
  concurrency: endpoint.concurrency ?? 1,
  minInstances: endpoint.minInstances ?? 0,
  maxInstances: endpoint.maxInstances ?? null,
  secrets: (endpoint.secretEnvironmentVariables ?? []).map(({ key }) => key),
});

export function triggerOf(endpoint: Endpoint): string {
  const { httpsTrigger, scheduleTrigger, taskQueueTrigger, eventTrigger, blockingTrigger } = endpoint;
  if (endpoint.callableTrigger !== undefined) return 'callable';
  if (httpsTrigger !== undefined) return `https (${httpsTrigger.invoker?.join(', ') ?? 'public'})`;
  if (scheduleTrigger !== undefined)
    return `schedule ${scheduleTrigger.schedule}${scheduleTrigger.timeZone ? ` (${scheduleTrigger.timeZone})` : ''}`;
  if (taskQueueTrigger !== undefined) return `tasks${limitsOf(taskQueueTrigger)}`;
  if (blockingTrigger !== undefined) return `before ${blockingTrigger.eventType}`;
  if (eventTrigger === undefined) return 'unknown';
  const filters = { ...eventTrigger.eventFilters, ...eventTrigger.eventFilterPathPatterns };
  const where = Object.values(filters).filter((value) => value !== '(default)');
  // A topic comes with its project; that is said once, at the top.
  const names = where.map((value) => value.replace(/^projects\/[^/]+\/topics\//, ''));
  return `${eventTrigger.eventType} ${names.join(' ')}${eventTrigger.retry === true ? ', retried' : ''}`;
}

const limitsOf = ({ rateLimits, retryConfig }: NonNullable<Endpoint['taskQueueTrigger']>): string => {
  const words = [
    rateLimits?.maxDispatchesPerSecond ? `${rateLimits.maxDispatchesPerSecond}/s` : null,
    rateLimits?.maxConcurrentDispatches ? `${rateLimits.maxConcurrentDispatches} at once` : null,
    retryConfig?.maxAttempts ? `${retryConfig.maxAttempts} tries` : null,
  ].filter((word) => word !== null);
  return words.length === 0 ? '' : ` (${words.join(', ')})`;
};
