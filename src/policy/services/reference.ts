import type { ConditionKey } from "../kms/index.ts";
import type { ServiceAction } from "./service-actions.ts";

/**
 * The Service Authorization Reference, of all services or of those known in full. It computes its indexes when they are
 * first needed and keeps them. One of the known services alone still knows the prefixes of all; it throws when it is
 * asked about names of another service, because no answer would be right: ask `covers` first.
 */
export interface ServiceReference {
  /** Whether it has the names of a service (prefix in any case); true for a prefix that no service has. */
  readonly covers: (prefix: string) => boolean;
  /** Whether a service prefix exists, in any case. */
  readonly isService: (prefix: string) => boolean;
  /** Every service prefix, sorted. */
  readonly servicePrefixes: readonly string[];
  /** The names of a service's actions, without the prefix; empty for a prefix that no service has. */
  readonly actionNamesOf: (prefix: string) => readonly string[];
  /** The actions of one service that a name pattern names, as the reference writes them: `ReEncrypt*` of `kms`. */
  readonly actionsMatching: (prefix: string, namePattern: string) => readonly string[];
  /** The facts of an action (`ec2:CreateVolume`, any case), if its service is one of those known in full. */
  readonly serviceAction: (action: string) => ServiceAction | undefined;
  /** The condition key that a name in any case means, or `undefined` if the reference has none. */
  readonly conditionKey: (name: string) => ConditionKey | undefined;
  /** The condition keys that begin with a service prefix, or with `aws`. */
  readonly conditionKeysOf: (prefix: string) => readonly ConditionKey[];
  /**
   * Whether a request for an action can bring a condition key. Only keys of KMS, EC2, EBS and IAM and those for tags
   * are judged; any other counts as carried, and so do tags on the actions of services that are not known in full, and
   * a key that the reference lists for no action at all.
   */
  readonly carriesKey: (key: string) => (action: string) => boolean;
}
