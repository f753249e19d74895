import { globMatches } from "../glob.ts";
import type { ConditionKey } from "../kms/index.ts";
import { carriersIn } from "./carriers.ts";
import { conditionKeyIndex } from "./condition-key-index.ts";
import { lazy, memoize } from "./memoize.ts";
import { type ServiceAction, serviceActionsOf } from "./service-actions.ts";
import type { CoreTables, OtherTables } from "./tables.ts";

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

/** A reference of all services, or without `others` one of those known in full. */
export function createServiceReference(core: CoreTables, others?: OtherTables): ServiceReference {
  const servicePrefixes = core.prefixes.split(" ");
  const prefixes = new Set(servicePrefixes);
  const otherNames = new Map(others?.actionNameRows);
  const isService = (prefix: string) => prefixes.has(prefix.toLowerCase());
  const covers = (prefix: string) =>
    others !== undefined ||
    !isService(prefix) ||
    Object.hasOwn(core.knownInFull, prefix.toLowerCase());
  const mustCover = (prefix: string) => {
    if (!covers(prefix)) throw new Error(`the names of the service \`${prefix}\` are not loaded`);
  };

  const actionNamesOf = memoize((service) => {
    const rows = Object.hasOwn(core.knownInFull, service) ? core.knownInFull[service] : undefined;
    if (rows) return rows.actions.map(([name]) => name);
    return (otherNames.get(service) ?? "").split(" ").filter((name) => name !== "");
  });
  const factsOf = memoize((service) => {
    const rows = Object.hasOwn(core.knownInFull, service) ? core.knownInFull[service] : undefined;
    return rows && serviceActionsOf(service, rows);
  });
  const keys = lazy(() =>
    conditionKeyIndex(
      [core, ...(others ? [others] : [])].flatMap(({ conditionKeyRows }) =>
        conditionKeyRows.split("\n"),
      ),
    ),
  );

  const reference = {
    covers,
    isService,
    servicePrefixes,
    actionNamesOf: (prefix: string) => {
      mustCover(prefix);
      return isService(prefix) ? actionNamesOf(prefix.toLowerCase()) : [];
    },
    actionsMatching: (prefix: string, namePattern: string) => {
      const pattern = namePattern.toLowerCase();
      const names = reference.actionNamesOf(prefix);
      return pattern === "*"
        ? names
        : names.filter((name) => globMatches(pattern, name.toLowerCase()));
    },
    serviceAction: (action: string) => {
      const name = action.toLowerCase();
      return factsOf(name.slice(0, name.indexOf(":")))?.get(name);
    },
    conditionKey: (name: string) => {
      mustCover(name.slice(0, Math.max(0, name.indexOf(":"))));
      return keys().find(name);
    },
    conditionKeysOf: (prefix: string) => {
      mustCover(prefix);
      return keys().withPrefix(prefix);
    },
  };
  return { ...reference, carriesKey: carriersIn(core.knownInFull, reference) };
}
