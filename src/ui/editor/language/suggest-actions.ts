import { actionDescription } from "#policy/descriptions";
import { crossAccountActions, expandActionPattern, kmsActions } from "#policy/kms";
import { allServices } from "#policy/services";
import type { CursorContext } from "./cursor-context.ts";
import { quoted, type Suggestion, type Surroundings } from "./suggestion.ts";

/** The services that this kind of document usually names, the most usual first. */
const usual = {
  identity: ["kms", "ec2", "ebs", "sts", "iam"],
  key: ["kms"],
  trust: ["sts"],
} as const;

/** Patterns for the actions of one call or of one group. */
const kmsPatterns = ["ReEncrypt*", "GenerateDataKey*", "*"];

/** The suggested actions: those of the typed service, or those of the usual services and the prefixes of all others. */
export function suggestActions(
  typed: string,
  cursor: CursorContext,
  { kind }: Surroundings,
): Suggestion[] {
  const service = typed.includes(":") ? typed.slice(0, typed.indexOf(":")).toLowerCase() : "";
  const services = allServices.isService(service) ? [service] : usual[kind];
  const actions = services.flatMap((prefix) => [
    ...(prefix === "kms" ? kmsPatterns.map(kmsPattern) : []),
    ...allServices.actionNamesOf(prefix).map((name) => action(`${prefix}:${name}`)),
  ]);
  const others =
    kind === "identity" && !allServices.isService(service)
      ? allServices.servicePrefixes
          .filter((prefix) => !(services as readonly string[]).includes(prefix))
          .map(servicePrefix)
      : [];
  return [...actions, ...others].filter(({ label }) => !cursor.siblings.includes(label));
}

function action(name: string): Suggestion {
  const known = actionDescription(name);
  const reach = name.startsWith("kms:") ? reachOf(name.slice("kms:".length)) : "";
  return {
    label: name,
    insert: quoted(name),
    kind: "action",
    ...(known ? { detail: known.accessLevel } : {}),
    ...(known ? { about: [`${known.description}.`, reach].filter(Boolean).join("\n\n") } : {}),
  };
}

/** Says whether a KMS action works across accounts. */
export function reachOf(name: string): string {
  return crossAccountActions.includes(name)
    ? "Works across accounts."
    : "Works only within the key’s account. Allowing it for another account has no effect.";
}

function kmsPattern(pattern: string): Suggestion {
  const names = expandActionPattern(`kms:${pattern}`);
  const about =
    names.length === kmsActions.length
      ? "Every action of KMS."
      : `Matches ${names.map((name) => `\`${name}\``).join(", ")}.`;
  const label = `kms:${pattern}`;
  return { label, insert: quoted(label), kind: "action", detail: "pattern", about };
}

function servicePrefix(prefix: string): Suggestion {
  const label = `${prefix}:`;
  // The cursor stays inside the quotes, before the action's name.
  return { label, insert: `"${label}$0"`, kind: "value", detail: "service", again: true };
}
