import { error, type Problem } from "./problem.ts";
import { type Key, regionsOfKey, type Scenario } from "./scenario.ts";
import { awsManagedAlias } from "./sources.ts";

/**
 * Keys that are in the list twice, by the same name or by “every key”. Each key has one key policy and one
 * CreateGrant answer: two entries for it would overwrite or undo each other.
 */
export function overlapProblems(scenario: Scenario): readonly Problem[] {
  const problems: Problem[] = [];
  const seen = new Map<string, Key[]>();
  for (const target of scenario.targets) {
    const before = seen.get(target.account) ?? [];
    for (const key of target.keys) {
      const path = `targets.${target.id}.keys.${key.id}.naming`;
      if (before.some((other) => areTheSame(other, key)))
        problems.push(error(path, "This key is in the list already: remove one of the two."));
      else if (before.some((other) => coversEvery(other, key) || coversEvery(key, other)))
        problems.push(
          error(
            path,
            "“Every key” of this account and region takes this one in: remove one of the two.",
          ),
        );
      before.push(key);
    }
    if (target.account !== "") seen.set(target.account, before);
  }
  return problems;
}

function areTheSame(one: Key, other: Key): boolean {
  return meet(one, other) && nameOf(one) === nameOf(other) && nameOf(one) !== "";
}

function coversEvery(every: Key, key: Key): boolean {
  if (every.type === "aws-managed" || key.type === "aws-managed") return false;
  return every.naming.by === "every" && meet(every, key);
}

function meet(one: Key, other: Key): boolean {
  const regions = regionsOfKey(one).filter((region) => region !== "");
  return regionsOfKey(other).some((region) => regions.includes(region));
}

/** What a key is called; nothing while that is not answered. */
function nameOf({ type, naming }: Key): string {
  if (type === "aws-managed") return awsManagedAlias;
  if (naming.by === "arn") return naming.keyId;
  if (naming.by === "alias") return naming.alias;
  return naming.by === "tag" ? naming.tagKey && `${naming.tagKey}=${naming.tagValue}` : "every";
}
