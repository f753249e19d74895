import { hasWildcard } from "#policy";
import { expandActionPattern } from "#policy/kms";
import type { ServiceReference } from "#policy/services/core";
import type { Place } from "../types.ts";

/** One string of an Action or NotAction element. */
export interface ActionEntry extends Place {
  readonly text: string;
  /** In lower case: action names are compared without case. */
  readonly pattern: string;
  /** The service prefix in lower case; empty for `*` and for what has no form of an action. */
  readonly service: string;
  readonly isExplicit: boolean;
  /** `*`: every action of every service. */
  readonly isAll: boolean;
  /** `*` or `kms:*`. */
  readonly isEverything: boolean;
  /** The KMS actions that it names, without prefix. */
  readonly kms: readonly string[];
  /** The actions that it names with their prefix; for `*` only those of KMS, which is enough to say that there are some. */
  readonly actions: readonly string[];
}

/** Reads entries by a reference, each pattern once. */
export function entryReader(
  services: ServiceReference,
): (text: string, place: Place) => ActionEntry {
  const known = new Map<string, Omit<ActionEntry, "text" | "start" | "end">>();
  return (text, { start, end }) => {
    const pattern = text.toLowerCase();
    const ready = known.get(pattern) ?? meaningOf(pattern, services);
    known.set(pattern, ready);
    return { ...ready, text, start, end };
  };
}

function meaningOf(
  pattern: string,
  services: ServiceReference,
): Omit<ActionEntry, "text" | "start" | "end"> {
  const isAll = pattern === "*";
  const parts = pattern.split(":");
  const [service = "", name = ""] = parts;
  const hasForm = parts.length === 2 && name !== "" && services.isService(service);
  const kms = isAll || (hasForm && service === "kms") ? expandActionPattern(pattern) : [];
  const others = hasForm && service !== "kms" ? services.actionsMatching(service, name) : [];
  return {
    pattern,
    service: hasForm ? service : "",
    isExplicit: !hasWildcard(pattern),
    isAll,
    isEverything: isAll || pattern === "kms:*",
    kms,
    actions: [
      ...kms.map((action) => `kms:${action}`),
      ...others.map((action) => `${service}:${action}`),
    ],
  };
}
