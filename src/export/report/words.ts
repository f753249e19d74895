import type { Step, StepRequest } from "#acquisition";
import { withCommas } from "#policy";
import type { Inline, Tone } from "./blocks.ts";

/** What a step's state is called. */
export function stepWord({
  state,
  requests,
  documentedOnly,
  unreached,
  callsElsewhere,
}: Pick<Step, "state" | "requests" | "documentedOnly" | "unreached" | "callsElsewhere">): Inline {
  if (unreached) return { state: "not reached", tone: "open" };
  if (requests.length === 0)
    return callsElsewhere ? { state: "not judged", tone: "open" } : "uses no key";
  if (documentedOnly && state === "works") return { state: "granted", tone: "good" };
  if (documentedOnly && state === "withheld") return { state: "not granted", tone: "caution" };
  return { state, tone: stepTones[state] };
}

const stepTones: Readonly<Record<Step["state"], Tone>> = {
  works: "good",
  withheld: "caution",
  broken: "bad",
  unknown: "open",
};

/** What an outcome is called. */
export const outcomeWords: Readonly<Record<StepRequest["outcome"], string>> = {
  allowed: "allowed",
  "explicitly-denied": "denied by a Deny",
  "implicitly-denied": "denied",
  unknown: "not decided",
};

/** "1 key", "3,000 keys". */
export function count(number: number, noun: string): string {
  return `${withCommas(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** Items by what they have in common, in the order in which each first comes. */
export function grouped<Item>(
  items: readonly Item[],
  by: (item: Item) => string,
): readonly (readonly [Item, ...Item[]])[] {
  const groups = new Map<string, [Item, ...Item[]]>();
  for (const item of items) {
    const key = by(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
