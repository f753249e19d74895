import { expandActionPattern } from "#policy/kms";
import { allServices } from "#policy/services";
import { textsOf } from "./suggestion.ts";

/** At most this many actions of a statement are looked at; `ec2:*` alone has more. */
const mostActions = 400;

/** The actions that a statement's Action element names, with their service. Wildcards are expanded. */
export function actionsOf(statement: Readonly<Record<string, unknown>>): readonly string[] {
  const found = new Set<string>();
  for (const pattern of textsOf(statement.Action)) {
    if (found.size >= mostActions) break;
    for (const action of spelledOut(pattern)) found.add(action);
  }
  return [...found].slice(0, mostActions);
}

/** The actions that one pattern matches: `kms:ReEncrypt*` matches two. */
export function spelledOut(pattern: string): readonly string[] {
  const colon = pattern.indexOf(":");
  const service = pattern.slice(0, Math.max(colon, 0)).toLowerCase();
  if (service === "kms" || pattern === "*")
    return expandActionPattern(pattern).map((name) => `kms:${name}`);
  if (!allServices.isService(service)) return [];
  return allServices
    .actionsMatching(service, pattern.slice(colon + 1))
    .map((name) => `${service}:${name}`);
}
