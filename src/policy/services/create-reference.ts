import { globMatches } from "../glob.ts";
import { carriersIn } from "./carriers.ts";
import { conditionKeyIndex } from "./condition-key-index.ts";
import { lazy, memoize } from "./memoize.ts";
import type { ServiceReference } from "./reference.ts";
import { serviceActionsOf } from "./service-actions.ts";
import type { CoreTables, OtherTables } from "./tables.ts";

/** A reference of all services, or without `others` one of those known in full. */
export function createServiceReference(core: CoreTables, others?: OtherTables): ServiceReference {
  const servicePrefixes = core.prefixes.split(" ");
  const prefixes = new Set(servicePrefixes);
  const otherNames = lazy(
    () =>
      new Map(
        others?.actionNameRows.split("\n").map((row) => {
          const [service = "", ...names] = row.split(" ");
          return [service, names];
        }),
      ),
  );
  const isService = (prefix: string) => prefixes.has(prefix.toLowerCase());
  const covers = (prefix: string) =>
    others !== undefined ||
    !isService(prefix) ||
    Object.hasOwn(core.knownInFull, prefix.toLowerCase());
  const mustCover = (prefix: string) => {
    if (!covers(prefix)) throw new Error(`the names of the service \`${prefix}\` are not loaded`);
  };

  const rowsOf = (service: string) =>
    Object.hasOwn(core.knownInFull, service) ? core.knownInFull[service]?.() : undefined;
  const actionNamesOf = memoize((service) => {
    const rows = rowsOf(service);
    return rows ? rows.actions.map(([name]) => name) : (otherNames().get(service) ?? []);
  });
  const factsOf = memoize((service) => {
    const rows = rowsOf(service);
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
