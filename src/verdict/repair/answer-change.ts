import { chooseMitigation } from "#acquisition";
import { type Scenario, withKey } from "#scenario";
import type { AnswerChange } from "./repair.ts";

/** The scenario with the answer of a repair. */
export function withAnswer(scenario: Scenario, change: AnswerChange): Scenario {
  if ("guards" in change) return { ...scenario, guards: { ...scenario.guards, ...change.guards } };
  if ("mitigation" in change) return chooseMitigation(scenario, change.mitigation);
  const { createGrant, keyId } = change;
  const own = scenario.targets.some(({ keys }) =>
    keys.some((key) => key.id === keyId && key.createGrant !== undefined),
  );
  return own
    ? withKey(scenario, keyId, (key) => ({ ...key, createGrant }))
    : { ...scenario, createGrant };
}
