import type { Layers, ScenarioDocument } from "#acquisition";
import type { ParsedDenial } from "#denial";
import { parseDocument } from "#policy";

type Check = Pick<
  ParsedDenial,
  "principal" | "action" | "resource" | "alias" | "region" | "context" | "origin" | "hasParameters"
>;

/**
 * Names calls so that two of one name are decided alike: what no policy asks for, such as the session or the caller's
 * address, is no part of the name. So 100,000 events have few names.
 */
export function createRequestName(
  documents: readonly Pick<ScenarioDocument, "text">[],
  layers: Layers | undefined,
): (check: Check, caller: string) => string {
  // Printed again, because a JSON text can write a name with escapes.
  const policies = [...documents, ...documentsIn(layers)]
    .map(({ text }) => printed(text).toLowerCase())
    .join("\n");
  const hasGrants = Object.keys(layers?.grants ?? {}).length > 0;
  const asked = new Map<string, boolean>();
  const isAsked = (key: string) => {
    const known = asked.get(key);
    if (known !== undefined) return known;
    const is = policies.includes(key.toLowerCase());
    if (asked.size < mostKeys) asked.set(key, is);
    return is;
  };
  const asksSession = /assumed-role|aws:userid|aws:principalarn|rolesessionname/.test(policies);
  return (check, caller) => {
    const keepsAll = hasGrants || caller.startsWith("ec2 ");
    const context = Object.entries(check.context).filter(([key]) => keepsAll || isAsked(key));
    return JSON.stringify([
      keepsAll || asksSession ? check.principal : caller,
      check.action,
      check.resource,
      check.alias,
      check.region,
      check.origin,
      check.hasParameters,
      context,
    ]);
  };
}

/** A log of encryption contexts with ever other names must not fill the memory. */
const mostKeys = 10_000;

function printed(text: string): string {
  const parsed = parseDocument(text);
  return parsed.ok ? JSON.stringify(parsed.policy) : text;
}

function documentsIn(layers: Layers | undefined): readonly { readonly text: string }[] {
  const { grants: _, ...policies } = layers ?? {};
  return Object.values(policies)
    .flatMap((byOwner) => Object.values(byOwner ?? {}))
    .flat(3)
    .filter((one): one is { text: string } => typeof one?.text === "string");
}
