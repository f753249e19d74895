import type { ServiceRows } from "./tables.ts";

/** One action of a service with full data. Source: Service Authorization Reference. */
export interface ServiceAction {
  /** `ec2:CreateVolume`. */
  readonly name: string;
  readonly conditionKeys: readonly string[];
  /** ARN patterns with `${…}`; empty if the call requires `Resource: "*"`. */
  readonly resources: readonly string[];
}

/** The actions of a service, by `prefix:name` in lower case. */
export function serviceActionsOf(
  service: string,
  rows: ServiceRows,
): ReadonlyMap<string, ServiceAction> {
  const sets = rows.keySets.map((set) => set.map((index) => rows.keys[index] ?? ""));
  const facts = new Map<string, ServiceAction>();
  for (const [name, set, ...resources] of rows.actions) {
    facts.set(`${service}:${name.toLowerCase()}`, {
      name: `${service}:${name}`,
      conditionKeys: sets[set] ?? [],
      resources: resources.map((index) => rows.arns[index] ?? ""),
    });
  }
  return facts;
}
