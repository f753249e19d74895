import type { ConditionKey } from "../kms/index.ts";
import type { ServiceAction } from "./service-actions.ts";

/**
 * The Service Authorization Reference, of all services or of those with full data. It computes its indexes at first
 * use. A reference without all services knows the prefixes of all, but throws if asked about names of another service.
 * Call `covers` first.
 */
export interface ServiceReference {
  /** Whether the reference has the names of a service (prefix in any case); true for a prefix of no service. */
  readonly covers: (prefix: string) => boolean;
  /** Whether a service prefix exists, in any case. */
  readonly isService: (prefix: string) => boolean;
  /** Every service prefix, sorted. */
  readonly servicePrefixes: readonly string[];
  /** The names of a service's actions, without the prefix; empty for a prefix of no service. */
  readonly actionNamesOf: (prefix: string) => readonly string[];
  /** The actions of a service that match a name pattern, as the reference writes them: `ReEncrypt*` for `kms`. */
  readonly actionsMatching: (prefix: string, namePattern: string) => readonly string[];
  /** The facts of an action (`ec2:CreateVolume`, in any case), or `undefined` if its service has no full data. */
  readonly serviceAction: (action: string) => ServiceAction | undefined;
  /** The condition key with this name, in any case, or `undefined`. */
  readonly conditionKey: (name: string) => ConditionKey | undefined;
  /** The condition keys that begin with a service prefix, or with `aws`. */
  readonly conditionKeysOf: (prefix: string) => readonly ConditionKey[];
  /**
   * Whether a request for an action can have a condition key. Decides only keys of KMS, EC2, EBS and IAM, and keys for
   * tags. Returns true for all others, for tags on services without full data, and for a key that the reference lists
   * for no action.
   */
  readonly carriesKey: (key: string) => (action: string) => boolean;
}
