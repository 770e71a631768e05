// Every operation with what it takes and answers: made from the registry by scripts/dashboard-client.ts, not by hand.
export interface Operations {
  /** Publish a definition, or save it as a draft. */ readonly createWorkflowDefinition: {
    readonly input: { readonly definition: unknown };
    readonly output: {
      readonly workflowId: string;
      readonly version: string;
      readonly name: string;
      readonly status: 'draft' | 'active' | 'inactive';
      readonly description?: string;
      readonly updatedAt?: string;
      readonly steps: number;
      readonly hash: string;
    };
  };
  /** Replace a draft, or publish the next version. */ readonly updateWorkflowDefinition: {
    readonly input: { readonly definition: unknown };
    readonly output: {
      readonly workflowId: string;
      readonly version: string;
      readonly name: string;
      readonly status: 'draft' | 'active' | 'inactive';
      readonly description?: string;
      readonly updatedAt?: string;
      readonly steps: number;
      readonly hash: string;
    };
  };
  /** One definition: the named version, else the newest active one. */ readonly getWorkflowDefinition: {
    readonly input: { readonly workflowId: string; readonly version?: string | undefined };
    readonly output: { readonly definition: Readonly<Record<string, unknown>>; readonly hash: string };
  };
  /** Definitions and their versions. */ readonly listWorkflowDefinitions: {
    readonly input: {
      readonly workflowId?: string | undefined;
      readonly status?: 'draft' | 'active' | 'inactive' | undefined;
    };
    readonly output: {
      readonly definitions: readonly {
        readonly workflowId: string;
        readonly version: string;
        readonly name: string;
        readonly status: 'draft' | 'active' | 'inactive';
        readonly description?: string;
        readonly updatedAt?: string;
        readonly steps: number;
        readonly hash: string;
      }[];
    };
  };
  /** Activate or retire a version. Running instances stay on theirs. */ readonly setWorkflowDefinitionStatus: {
    readonly input: { readonly workflowId: string; readonly version: string; readonly status: 'active' | 'inactive' };
    readonly output: { readonly workflowId: string; readonly version: string; readonly status: string };
  };
  /** Examine a definition without publishing it. */ readonly checkWorkflowDefinition: {
    readonly input: { readonly definition: unknown };
    readonly output: {
      readonly ok: boolean;
      readonly findings: readonly {
        readonly severity: 'error' | 'warning';
        readonly code: string;
        readonly path: string;
        readonly message: string;
        readonly counterexample?: unknown;
      }[];
    };
  };
  /** Delete a version that no instance has run on. */ readonly deleteWorkflowDefinition: {
    readonly input: { readonly workflowId: string; readonly version: string };
    readonly output: { readonly workflowId: string; readonly version: string; readonly deleted: boolean };
  };
  /** What would happen with this data: which steps run, who is asked, how it ends. */ readonly previewWorkflow: {
    readonly input: {
      readonly workflowId: string;
      readonly version?: string | undefined;
      readonly data: Readonly<Record<string, unknown>>;
      readonly startedBy?: string | undefined;
    };
    readonly output: {
      readonly steps: readonly {
        readonly stepId: string;
        readonly name: string;
        readonly will: 'run' | 'skip' | 'auto_approve';
        readonly assignees: readonly string[];
        readonly dueAfter?: number;
        readonly because: string;
      }[];
      readonly outcomeIfApproved?: 'approved' | 'rejected' | 'expired';
    };
  };
  /** Start a workflow on data. The same idempotencyKey starts it once. */ readonly startWorkflow: {
    readonly input: {
      readonly workflowId: string;
      readonly version?: string | undefined;
      readonly data: Readonly<Record<string, unknown>>;
      readonly idempotencyKey?: string | undefined;
      readonly priority?: 'low' | 'medium' | 'high' | 'urgent' | undefined;
      readonly tags?: readonly string[] | undefined;
      readonly draft?: boolean | undefined;
      readonly source?: string | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Approve a step that is assigned to you. */ readonly approveStep: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly stepId?: string | undefined;
      readonly attempt?: number | undefined;
      readonly notes?: string | undefined;
      readonly reason?: string | undefined;
      readonly output?: Readonly<Record<string, unknown>> | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Reject a step that is assigned to you, with a reason. */ readonly rejectStep: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly stepId?: string | undefined;
      readonly attempt?: number | undefined;
      readonly notes?: string | undefined;
      readonly reason?: string | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Complete a manual step with its output. */ readonly completeStep: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly stepId?: string | undefined;
      readonly attempt?: number | undefined;
      readonly notes?: string | undefined;
      readonly reason?: string | undefined;
      readonly output?: Readonly<Record<string, unknown>> | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Skip a step, with a reason. */ readonly skipStep: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly stepId?: string | undefined;
      readonly attempt?: number | undefined;
      readonly notes?: string | undefined;
      readonly reason?: string | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Run a failed step again. */ readonly retryStep: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly stepId?: string | undefined;
      readonly attempt?: number | undefined;
      readonly notes?: string | undefined;
      readonly reason?: string | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Hand a task to somebody else: your own, or any as an operator. */ readonly reassignTask: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly stepId?: string | undefined;
      readonly attempt?: number | undefined;
      readonly notes?: string | undefined;
      readonly reason?: string | undefined;
      readonly to: string;
      readonly from?: string | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Climb the next rung of a task’s escalation now, with a reason. */ readonly escalateTask: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly stepId?: string | undefined;
      readonly attempt?: number | undefined;
      readonly notes?: string | undefined;
      readonly reason?: string | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Comment on an instance or one of its steps. */ readonly addComment: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly stepId?: string | undefined;
      readonly text: string;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Submit a draft; its data is checked now. */ readonly submitWorkflow: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly data?: Readonly<Record<string, unknown>> | undefined;
      readonly notes?: string | undefined;
      readonly reason?: string | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Send a request back to its requester, with a reason. */ readonly requestChanges: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly stepId?: string | undefined;
      readonly attempt?: number | undefined;
      readonly notes?: string | undefined;
      readonly reason?: string | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Send a request again after changes were asked for. Approvals whose scope is untouched stay valid. */ readonly resubmitWorkflow: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly data?: Readonly<Record<string, unknown>> | undefined;
      readonly notes?: string | undefined;
      readonly reason?: string | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Mend the data of a running instance; approvals that the change touches are asked for again. */ readonly updateWorkflowData: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly data: Readonly<Record<string, unknown>>;
      readonly notes?: string | undefined;
      readonly reason?: string | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Claim a task of a pool. */ readonly claimTask: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly stepId?: string | undefined;
      readonly attempt?: number | undefined;
      readonly notes?: string | undefined;
      readonly reason?: string | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Give a claimed task back to its pool. */ readonly releaseTask: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly stepId?: string | undefined;
      readonly attempt?: number | undefined;
      readonly notes?: string | undefined;
      readonly reason?: string | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Have somebody else do your task on your behalf. */ readonly delegateTask: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly stepId?: string | undefined;
      readonly attempt?: number | undefined;
      readonly notes?: string | undefined;
      readonly reason?: string | undefined;
      readonly to: string;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Add one more person to an open step. */ readonly assignTask: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly stepId?: string | undefined;
      readonly attempt?: number | undefined;
      readonly notes?: string | undefined;
      readonly reason?: string | undefined;
      readonly to: string;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Send a signal that a step waits for, or will wait for. */ readonly signalWorkflow: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly name: string;
      readonly payload?: Readonly<Record<string, unknown>> | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Approve and reject several steps; each has its own result. */ readonly decideMany: {
    readonly input: {
      readonly decisions: readonly {
        readonly instanceId: string;
        readonly stepId?: string | undefined;
        readonly decision: 'approve' | 'reject';
        readonly commandId?: string | undefined;
        readonly expectedRevision?: number | undefined;
        readonly attempt?: number | undefined;
        readonly notes?: string | undefined;
        readonly reason?: string | undefined;
        readonly output?: Readonly<Record<string, unknown>> | undefined;
      }[];
    };
    readonly output: {
      readonly results: readonly {
        readonly instanceId: string;
        readonly stepId?: string;
        readonly ok: boolean;
        readonly result?: {
          readonly instanceId: string;
          readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
          readonly outcome?: 'approved' | 'rejected' | 'expired';
          readonly revision: number;
          readonly step?: {
            readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
            readonly outcome?: string;
            readonly attempt: number;
            readonly stepId: string;
          };
        };
        readonly error?: {
          readonly status: string;
          readonly message: string;
          readonly details: { readonly reason: string; readonly next: string };
        };
      }[];
    };
  };
  /** Pause a running workflow; deadlines keep the time that remains. */ readonly pauseWorkflow: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly reason?: string | undefined;
      readonly notes?: string | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Resume a paused workflow. */ readonly resumeWorkflow: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly reason?: string | undefined;
      readonly notes?: string | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Cancel a workflow, with a reason; what was done is undone in reverse order. */ readonly cancelWorkflow: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly reason?: string | undefined;
      readonly notes?: string | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Run a failed workflow on from where it failed. */ readonly retryWorkflow: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly reason?: string | undefined;
      readonly notes?: string | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
  /** Where an instance stands, and with whom. */ readonly getWorkflowStatus: {
    readonly input: { readonly instanceId: string };
    readonly output: {
      readonly instanceId: string;
      readonly title?: string;
      readonly workflowId: string;
      readonly version: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly priority: string;
      readonly startedBy: string;
      readonly startedAt: string;
      readonly completedAt?: string;
      readonly reason?: string;
      readonly changesRequested?: {
        readonly stepId: string;
        readonly by: string;
        readonly reason: string;
        readonly at: string;
      };
      readonly openSteps: readonly {
        readonly stepId: string;
        readonly name: string;
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly assignees: readonly string[];
        readonly dueAt?: string;
        readonly level: number;
        readonly attempt: number;
      }[];
      readonly steps: Readonly<
        Record<
          string,
          {
            readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
            readonly outcome?: string;
            readonly attempt: number;
          }
        >
      >;
    };
  };
  /** An instance with its data, votes, messages and history. */ readonly getWorkflowInstance: {
    readonly input: { readonly instanceId: string };
    readonly output: {
      readonly instanceId: string;
      readonly title?: string;
      readonly workflowId: string;
      readonly version: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly priority: string;
      readonly startedBy: string;
      readonly startedAt: string;
      readonly completedAt?: string;
      readonly reason?: string;
      readonly changesRequested?: {
        readonly stepId: string;
        readonly by: string;
        readonly reason: string;
        readonly at: string;
      };
      readonly openSteps: readonly {
        readonly stepId: string;
        readonly name: string;
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly assignees: readonly string[];
        readonly dueAt?: string;
        readonly level: number;
        readonly attempt: number;
      }[];
      readonly steps: Readonly<
        Record<
          string,
          {
            readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
            readonly outcome?: string;
            readonly attempt: number;
            readonly level?: number;
            readonly assignees?: readonly string[];
            readonly assignments?: readonly {
              readonly user: string;
              readonly onBehalfOf?: string;
              readonly via: string;
            }[];
            readonly votes?: Readonly<
              Record<
                string,
                {
                  readonly decision: 'approved' | 'rejected' | 'completed';
                  readonly at: string;
                  readonly onBehalfOf?: string;
                  readonly notes?: string;
                  readonly output?: Readonly<Record<string, unknown>>;
                }
              >
            >;
            readonly output?: Readonly<Record<string, unknown>>;
            readonly startedAt?: string;
            readonly endedAt?: string;
            readonly error?: string;
          }
        >
      >;
      readonly data: Readonly<Record<string, unknown>>;
      readonly context: Readonly<Record<string, unknown>>;
      readonly tags: readonly string[];
      readonly history: readonly {
        readonly seq: number;
        readonly action: string;
        readonly at: string;
        readonly actor: string;
        readonly stepId?: string;
        readonly data: Readonly<Record<string, unknown>>;
      }[];
      readonly messages: readonly {
        readonly to: string;
        readonly channel: string;
        readonly template: string;
        readonly state: 'queued' | 'sent' | 'delivered' | 'read' | 'failed';
        readonly at: string;
        readonly error?: string;
      }[];
      readonly comments: readonly {
        readonly by: string;
        readonly at: string;
        readonly text: string;
        readonly stepId?: string;
      }[];
      readonly incidents: readonly {
        readonly incidentId: string;
        readonly instanceId: string;
        readonly workflowId: string;
        readonly kind: string;
        readonly message: string;
        readonly at: string;
      }[];
      readonly changes: readonly { readonly pointer: string; readonly from: unknown; readonly to: unknown }[];
      readonly parent?: { readonly instanceId: string; readonly stepId: string; readonly attempt: number };
      readonly sla: unknown;
    };
  };
  /** Instances you may see, newest first, filtered and paged. */ readonly listWorkflowInstances: {
    readonly input: {
      readonly workflowId?: string | undefined;
      readonly status?: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled' | undefined;
      readonly outcome?: 'approved' | 'rejected' | 'expired' | undefined;
      readonly startedBy?: string | undefined;
      readonly assignee?: string | undefined;
      readonly tag?: string | undefined;
      readonly from?: string | undefined;
      readonly to?: string | undefined;
      readonly pageSize?: number | undefined;
      readonly pageToken?: string | undefined;
    };
    readonly output: {
      readonly instances: readonly {
        readonly instanceId: string;
        readonly title?: string;
        readonly workflowId: string;
        readonly version: string;
        readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
        readonly outcome?: 'approved' | 'rejected' | 'expired';
        readonly revision: number;
        readonly priority: string;
        readonly startedBy: string;
        readonly startedAt: string;
        readonly completedAt?: string;
        readonly reason?: string;
        readonly changesRequested?: {
          readonly stepId: string;
          readonly by: string;
          readonly reason: string;
          readonly at: string;
        };
        readonly openSteps: readonly {
          readonly stepId: string;
          readonly name: string;
          readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
          readonly assignees: readonly string[];
          readonly dueAt?: string;
          readonly level: number;
          readonly attempt: number;
        }[];
        readonly steps: Readonly<
          Record<
            string,
            {
              readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
              readonly outcome?: string;
              readonly attempt: number;
            }
          >
        >;
      }[];
      readonly nextPageToken?: string;
    };
  };
  /** What waits for you. */ readonly listMyTasks: {
    readonly input: { readonly pageSize?: number | undefined; readonly pageToken?: string | undefined };
    readonly output: {
      readonly tasks: readonly {
        readonly instanceId: string;
        readonly stepId: string;
        readonly attempt: number;
        readonly name: string;
        readonly type: 'approval' | 'manual' | 'notification' | 'system';
        readonly actions: readonly string[];
        readonly workflowId: string;
        readonly workflowName: string;
        readonly requester: string;
        readonly onBehalfOf?: string;
        readonly priority: string;
        readonly revision: number;
        readonly assignedAt: string;
        readonly dueAt?: string;
        readonly fields: readonly {
          readonly label: string;
          readonly value: string | number | boolean;
          readonly format?: 'date' | 'date-time';
          readonly currency?: string;
        }[];
      }[];
      readonly nextPageToken?: string;
    };
  };
  /** What you were told and has stayed in the app, newest first. */ readonly listMyMessages: {
    readonly input: { readonly pageSize?: number | undefined };
    readonly output: {
      readonly messages: readonly {
        readonly instanceId?: string;
        readonly stepId?: string;
        readonly template: string;
        readonly channel: 'whatsapp' | 'email' | 'in_app';
        readonly subject: string;
        readonly text: string;
        readonly at: string;
      }[];
    };
  };
  /** The audit of an instance, one entry for each commit. */ readonly getAuditTrail: {
    readonly input: { readonly instanceId: string };
    readonly output: {
      readonly entries: readonly {
        readonly seq: number;
        readonly prev: string;
        readonly hash: string;
        readonly at: string;
        readonly actor: string;
        readonly onBehalfOf?: string;
        readonly channel: string;
        readonly events: readonly {
          readonly action: string;
          readonly stepId?: string | null;
          readonly data: Readonly<Record<string, unknown>>;
        }[];
      }[];
      readonly head: string;
    };
  };
  /** Whether the audit of an instance is whole and unchanged. */ readonly verifyAuditTrail: {
    readonly input: { readonly instanceId: string };
    readonly output: { readonly ok: boolean; readonly entries: number; readonly firstBad?: number };
  };
  /** How the instances of a workflow ended that ended between two dates: amounts and durations, in total and by step, version and day. */ readonly getWorkflowMetrics: {
    readonly input: { readonly workflowId: string; readonly from: string; readonly to: string };
    readonly output: {
      readonly workflowId: string;
      readonly from: string;
      readonly to: string;
      readonly total: {
        readonly started: number;
        readonly ended: number;
        readonly statuses: Readonly<Record<string, number>>;
        readonly outcomes: Readonly<Record<string, number>>;
        readonly sla: Readonly<Record<string, number>>;
        readonly duration: {
          readonly p50Ms: number | null;
          readonly p90Ms: number | null;
          readonly p99Ms: number | null;
        };
        readonly happened: Readonly<Record<string, number>>;
        readonly versions: Readonly<Record<string, number>>;
        readonly steps: readonly {
          readonly stepId: string;
          readonly ended: number;
          readonly outcomes: Readonly<Record<string, number>>;
          readonly waited: {
            readonly p50Ms: number | null;
            readonly p90Ms: number | null;
            readonly p99Ms: number | null;
          };
          readonly waiting: {
            readonly p50Ms: number | null;
            readonly p90Ms: number | null;
            readonly p99Ms: number | null;
          };
          readonly working: {
            readonly p50Ms: number | null;
            readonly p90Ms: number | null;
            readonly p99Ms: number | null;
          };
          readonly unstaffed: {
            readonly p50Ms: number | null;
            readonly p90Ms: number | null;
            readonly p99Ms: number | null;
          };
          readonly escalations: number;
          readonly handOffs: number;
          readonly attempts: number;
          readonly loops: number;
          readonly reworked: number;
        }[];
      };
      readonly byVersion: readonly {
        readonly started: number;
        readonly ended: number;
        readonly statuses: Readonly<Record<string, number>>;
        readonly outcomes: Readonly<Record<string, number>>;
        readonly sla: Readonly<Record<string, number>>;
        readonly duration: {
          readonly p50Ms: number | null;
          readonly p90Ms: number | null;
          readonly p99Ms: number | null;
        };
        readonly version: string;
        readonly happened: Readonly<Record<string, number>>;
      }[];
      readonly days: readonly {
        readonly started: number;
        readonly ended: number;
        readonly statuses: Readonly<Record<string, number>>;
        readonly outcomes: Readonly<Record<string, number>>;
        readonly sla: Readonly<Record<string, number>>;
        readonly duration: {
          readonly p50Ms: number | null;
          readonly p90Ms: number | null;
          readonly p99Ms: number | null;
        };
        readonly date: string;
      }[];
    };
  };
  /** Where a process takes its time, what is done twice, who hands over to whom, and which ways it takes. */ readonly getProcessAnalytics: {
    readonly input: {
      readonly workflowId: string;
      readonly version?: string | undefined;
      readonly from: string;
      readonly to: string;
    };
    readonly output: {
      readonly workflowId: string;
      readonly version?: string;
      readonly from: string;
      readonly to: string;
      readonly instances: number;
      readonly duration: {
        readonly p50Ms: number | null;
        readonly p90Ms: number | null;
        readonly p99Ms: number | null;
      };
      readonly bottlenecks: readonly {
        readonly stepId: string;
        readonly share: number;
        readonly totalMs: number;
        readonly waitingMs: number;
        readonly workingMs: number;
        readonly unstaffedMs: number;
        readonly waited: {
          readonly p50Ms: number | null;
          readonly p90Ms: number | null;
          readonly p99Ms: number | null;
        };
        readonly waiting: {
          readonly p50Ms: number | null;
          readonly p90Ms: number | null;
          readonly p99Ms: number | null;
        };
        readonly working: {
          readonly p50Ms: number | null;
          readonly p90Ms: number | null;
          readonly p99Ms: number | null;
        };
      }[];
      readonly rework: {
        readonly instances: number;
        readonly share: number;
        readonly loops: number;
        readonly steps: readonly {
          readonly stepId: string;
          readonly instances: number;
          readonly reworked: number;
          readonly attempts: number;
          readonly loops: number;
        }[];
      };
      readonly handOffs: readonly { readonly from: string; readonly to: string; readonly count: number }[];
      readonly variants: readonly {
        readonly steps: readonly string[];
        readonly instances: number;
        readonly share: number;
        readonly duration: {
          readonly p50Ms: number | null;
          readonly p90Ms: number | null;
          readonly p99Ms: number | null;
        };
      }[];
      readonly versions: readonly {
        readonly started: number;
        readonly ended: number;
        readonly statuses: Readonly<Record<string, number>>;
        readonly outcomes: Readonly<Record<string, number>>;
        readonly sla: Readonly<Record<string, number>>;
        readonly duration: {
          readonly p50Ms: number | null;
          readonly p90Ms: number | null;
          readonly p99Ms: number | null;
        };
        readonly version: string;
        readonly happened: Readonly<Record<string, number>>;
      }[];
    };
  };
  /** Open tasks by person, against capacity; your own by your id. With details, also what is overdue and how fast they decide. */ readonly getStakeholderWorkload: {
    readonly input: {
      readonly role?: string | undefined;
      readonly userId?: string | undefined;
      readonly details?: boolean | undefined;
    };
    readonly output: {
      readonly workload: readonly {
        readonly userId: string;
        readonly name: string;
        readonly roles: readonly string[];
        readonly openTasks: number;
        readonly capacity?: number;
        readonly free?: number;
        readonly isAway: boolean;
        readonly overdue?: number;
        readonly dueToday?: number;
        readonly oldestTaskAt?: string | null;
        readonly decided?: number;
        readonly medianMsToDecide?: number | null;
      }[];
      readonly isComplete?: boolean;
    };
  };
  /** A report about one workflow or all of them, as a table or as CSV for a spreadsheet. */ readonly generateWorkflowReport: {
    readonly input: {
      readonly report: 'workflow_performance' | 'stakeholder_productivity' | 'sla_compliance' | 'trend' | 'exceptions';
      readonly workflowId?: string | undefined;
      readonly from: string;
      readonly to: string;
      readonly format?: 'json' | 'csv' | undefined;
    };
    readonly output: {
      readonly report: 'workflow_performance' | 'stakeholder_productivity' | 'sla_compliance' | 'trend' | 'exceptions';
      readonly workflowId?: string;
      readonly from: string;
      readonly to: string;
      readonly isComplete: boolean;
      readonly columns?: readonly string[];
      readonly rows?: readonly (readonly (string | number | boolean | null)[])[];
      readonly csv?: string;
    };
  };
  /** The audits of a workflow as an event log for process mining (OCEL 2.0), some instances a page. */ readonly exportEvents: {
    readonly input: {
      readonly workflowId: string;
      readonly from: string;
      readonly to: string;
      readonly pageToken?: string | undefined;
    };
    readonly output: {
      readonly log: {
        readonly objectTypes: readonly {
          readonly name: string;
          readonly attributes: readonly { readonly name: string; readonly type: 'string' | 'integer' }[];
        }[];
        readonly eventTypes: readonly {
          readonly name: string;
          readonly attributes: readonly { readonly name: string; readonly type: 'string' | 'integer' }[];
        }[];
        readonly objects: readonly {
          readonly id: string;
          readonly type: string;
          readonly attributes: readonly { readonly name: string; readonly value: string; readonly time: string }[];
          readonly relationships: readonly { readonly objectId: string; readonly qualifier: string }[];
        }[];
        readonly events: readonly {
          readonly id: string;
          readonly type: string;
          readonly time: string;
          readonly attributes: readonly { readonly name: string; readonly value: string }[];
          readonly relationships: readonly { readonly objectId: string; readonly qualifier: string }[];
        }[];
      };
      readonly nextPageToken?: string;
    };
  };
  /** People of the directory. */ readonly listUsers: {
    readonly input: { readonly role?: string | undefined };
    readonly output: {
      readonly users: readonly {
        readonly id: string;
        readonly name: string;
        readonly email: string;
        readonly phone?: string;
        readonly roles: readonly string[];
        readonly businessUnit?: string;
        readonly territories: readonly string[];
        readonly skills: readonly string[];
        readonly manager?: string;
        readonly capacity?: number;
        readonly calendar?: string;
        readonly away?: { readonly from: string; readonly to: string; readonly delegate?: string };
        readonly language: 'en' | 'bn';
        readonly channel: 'whatsapp' | 'email' | 'in_app';
      }[];
    };
  };
  /** Add or change a person. */ readonly upsertUser: {
    readonly input: {
      readonly user: {
        readonly id: string;
        readonly name: string;
        readonly email: string;
        readonly phone?: string | undefined;
        readonly roles: readonly string[];
        readonly businessUnit?: string | undefined;
        readonly territories?: readonly string[] | undefined;
        readonly skills?: readonly string[] | undefined;
        readonly manager?: string | undefined;
        readonly capacity?: number | undefined;
        readonly calendar?: string | undefined;
        readonly away?:
          | { readonly from: string; readonly to: string; readonly delegate?: string | undefined }
          | undefined;
        readonly language?: 'en' | 'bn' | undefined;
        readonly channel?: 'whatsapp' | 'email' | 'in_app' | undefined;
      };
    };
    readonly output: {
      readonly user: {
        readonly id: string;
        readonly name: string;
        readonly email: string;
        readonly phone?: string;
        readonly roles: readonly string[];
        readonly businessUnit?: string;
        readonly territories: readonly string[];
        readonly skills: readonly string[];
        readonly manager?: string;
        readonly capacity?: number;
        readonly calendar?: string;
        readonly away?: { readonly from: string; readonly to: string; readonly delegate?: string };
        readonly language: 'en' | 'bn';
        readonly channel: 'whatsapp' | 'email' | 'in_app';
      };
    };
  };
  /** Set an absence, with a delegate; your own, or anybody’s as an administrator. */ readonly setAvailability: {
    readonly input: {
      readonly userId?: string | undefined;
      readonly from: string;
      readonly to: string;
      readonly delegate?: string | undefined;
    };
    readonly output: {
      readonly user: {
        readonly id: string;
        readonly name: string;
        readonly email: string;
        readonly phone?: string;
        readonly roles: readonly string[];
        readonly businessUnit?: string;
        readonly territories: readonly string[];
        readonly skills: readonly string[];
        readonly manager?: string;
        readonly capacity?: number;
        readonly calendar?: string;
        readonly away?: { readonly from: string; readonly to: string; readonly delegate?: string };
        readonly language: 'en' | 'bn';
        readonly channel: 'whatsapp' | 'email' | 'in_app';
      };
    };
  };
  /** What needs an operator: unresolved incidents. */ readonly listIncidents: {
    readonly input: {
      readonly workflowId?: string | undefined;
      readonly pageSize?: number | undefined;
      readonly pageToken?: string | undefined;
    };
    readonly output: {
      readonly incidents: readonly {
        readonly incidentId: string;
        readonly instanceId: string;
        readonly workflowId: string;
        readonly kind: string;
        readonly message: string;
        readonly at: string;
      }[];
      readonly nextPageToken?: string;
    };
  };
  /** Running instances with a deadline that has passed, the earliest deadline first. */ readonly listOverdueInstances: {
    readonly input: { readonly pageSize?: number | undefined; readonly pageToken?: string | undefined };
    readonly output: {
      readonly instances: readonly {
        readonly instanceId: string;
        readonly title?: string;
        readonly workflowId: string;
        readonly version: string;
        readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
        readonly outcome?: 'approved' | 'rejected' | 'expired';
        readonly revision: number;
        readonly priority: string;
        readonly startedBy: string;
        readonly startedAt: string;
        readonly completedAt?: string;
        readonly reason?: string;
        readonly changesRequested?: {
          readonly stepId: string;
          readonly by: string;
          readonly reason: string;
          readonly at: string;
        };
        readonly openSteps: readonly {
          readonly stepId: string;
          readonly name: string;
          readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
          readonly assignees: readonly string[];
          readonly dueAt?: string;
          readonly level: number;
          readonly attempt: number;
        }[];
        readonly steps: Readonly<
          Record<
            string,
            {
              readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
              readonly outcome?: string;
              readonly attempt: number;
            }
          >
        >;
        readonly dueAt: string;
      }[];
      readonly nextPageToken?: string;
    };
  };
  /** Timers that have come or come soon, the earliest first. */ readonly listTimers: {
    readonly input: { readonly withinMinutes?: number | undefined; readonly pageSize?: number | undefined };
    readonly output: {
      readonly timers: readonly {
        readonly instanceId: string;
        readonly workflowId: string;
        readonly kind: 'deadline' | 'wait' | 'sla' | 'retry';
        readonly stepId?: string;
        readonly attempt?: number;
        readonly effectId?: string;
        readonly at: string;
        readonly isLate: boolean;
      }[];
      readonly more: boolean;
    };
  };
  /** Whether the system keeps up: the sweeper’s backlog, what providers do, incidents that are open. */ readonly getSystemHealth: {
    readonly input: Readonly<Record<string, never>>;
    readonly output: {
      readonly version: string;
      readonly now: string;
      readonly status: 'ok' | 'degraded';
      readonly sweeper: { readonly backlog: number; readonly more: boolean; readonly oldestDueAt?: string };
      readonly incidents: {
        readonly count: number;
        readonly more: boolean;
        readonly kinds: Readonly<Record<string, number>>;
      };
      readonly effects: {
        readonly looked: number;
        readonly more: boolean;
        readonly providers: readonly {
          readonly provider: string;
          readonly pending: number;
          readonly failing: number;
        }[];
      };
      readonly channels: { readonly down: readonly { readonly channel: string; readonly since: string }[] };
      readonly digests: { readonly nextAt?: string };
    };
  };
  /** Everything that workflows hold of one person. */ readonly exportPersonalData: {
    readonly input: { readonly subject: string };
    readonly output: {
      readonly subject: string;
      readonly instances: readonly {
        readonly instanceId: string;
        readonly workflowId: string;
        readonly startedAt: string;
        readonly data: Readonly<Record<string, unknown>>;
      }[];
    };
  };
  /** Destroy the key of one person’s data, with a reason. It cannot be undone. */ readonly erasePersonalData: {
    readonly input: { readonly subject: string; readonly reason: string };
    readonly output: { readonly subject: string; readonly keysDestroyed: number; readonly erasedAt: string };
  };
  /** Mark an incident as resolved, with a reason. */ readonly resolveIncident: {
    readonly input: {
      readonly instanceId: string;
      readonly commandId?: string | undefined;
      readonly expectedRevision?: number | undefined;
      readonly incidentId: string;
      readonly reason?: string | undefined;
    };
    readonly output: {
      readonly instanceId: string;
      readonly status: 'draft' | 'running' | 'paused' | 'completed' | 'failed' | 'cancelled';
      readonly outcome?: 'approved' | 'rejected' | 'expired';
      readonly revision: number;
      readonly step?: {
        readonly state: 'pending' | 'assigned' | 'in_progress' | 'completed' | 'skipped' | 'failed' | 'escalated';
        readonly outcome?: string;
        readonly attempt: number;
        readonly stepId: string;
      };
    };
  };
}
