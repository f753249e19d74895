import type { StatementPlace } from "#acquisition";
import type { AccessRequest } from "#engine";
import type { Coverage } from "./coverage.ts";
import type { PermissionUse } from "./permission-use.ts";

/**
 * How a logged call compares with the documents. `passes`: it succeeded, and the documents allow it. `stops`: it succeeded,
 * and they refuse it. `refused`: AWS denied it, and so do they. `differs`: AWS denied it, and they allow it. `failed`: it
 * ended in another error, which says nothing of permissions. `unknown`: not decided, with the reason.
 */
export type ReplayState = "passes" | "stops" | "refused" | "differs" | "failed" | "unknown";

/** Calls of a log that are alike in all that the documents ask of them. */
export interface ReplayedCall {
  readonly state: ReplayState;
  /** “CadoResponseRole of 111111111111”; of EC2's own calls “EC2 for an instance of 222222222222”. */
  readonly caller: string;
  readonly action: string;
  readonly resource: string;
  readonly region?: string;
  /** How the call reached AWS. */
  readonly origin: "ec2" | "service" | "direct" | "unknown";
  readonly count: number;
  /** The error code of AWS; left out if the calls succeeded. */
  readonly ended?: string;
  /** Why the documents allow or refuse it. */
  readonly sentence: string;
  readonly places: readonly StatementPlace[];
  /** What was assumed. */
  readonly cautions: readonly string[];
  /** One of the calls, as the authorizer was asked. */
  readonly request: AccessRequest;
  readonly example: { readonly eventId?: string; readonly time?: string };
}

/** A log, decided against the documents. */
export interface Replay {
  /** What stops first, then what differs and what is unknown. */
  readonly calls: readonly ReplayedCall[];
  /** Calls of the rows that were left out because there are too many. */
  readonly callsLeftOut: number;
  /** How many calls are in each state. */
  readonly counts: Readonly<Record<ReplayState, number>>;
  /** Calls of KMS and STS by others than the scenario's roles. */
  readonly byOthers: number;
  /** Calls whose event does not name the caller: the caller's own account logs them too. */
  readonly unnamed: number;
  /** Events that were in the log twice. */
  readonly repeated: number;
  readonly coverage: Coverage;
  readonly permissions: readonly PermissionUse[];
  /** What was not read, by file. */
  readonly problems: readonly string[];
}
