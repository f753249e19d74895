import { everyKey, identityOfKey } from "./key-names.ts";
import { error, type Problem } from "./problem.ts";
import { type Key, regionsOfKey, type Scenario } from "./scenario.ts";

/**
 * Finds keys that are in the list twice, by the same name or by “every key”. A key has one key policy and one
 * CreateGrant answer, which two entries would overwrite.
 */
export function overlapProblems(scenario: Scenario): readonly Problem[] {
  const problems: Problem[] = [];
  // By account and region: the names in use, with `every` and `named` among them.
  const taken = new Map<string, Set<string>>();
  for (const target of scenario.targets)
    for (const key of target.keys) {
      const path = `targets.${target.id}.keys.${key.id}.naming`;
      const places = regionsOfKey(key)
        .filter((region) => region !== "" && target.account !== "")
        .map((region) => `${target.account} ${region}`);
      const names = places.map((place) => taken.get(place) ?? new Set<string>());
      const name = identityOfKey(key);
      if (name === "") continue;
      if (names.some((there) => there.has(name)))
        problems.push(error(path, "This key is already in the list. Remove one of the two."));
      else if (
        names.some((there) => there.has(name === everyKey ? anyNamed : everyKey)) &&
        isOwn(key)
      )
        problems.push(
          error(
            path,
            "“Every key” of this account and region includes this one. Remove one of the two.",
          ),
        );
      places.forEach((place, index) => {
        const there = names[index] ?? new Set<string>();
        there.add(name);
        if (isOwn(key) && name !== everyKey) there.add(anyNamed);
        taken.set(place, there);
      });
    }
  return problems;
}

const anyNamed = "any named key";

function isOwn({ type }: Key): boolean {
  return type !== "aws-managed";
}
