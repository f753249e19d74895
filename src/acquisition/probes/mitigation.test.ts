import { expect, test } from "vitest";
import { generate } from "#generator";
import type { Key, Scenario } from "#scenario";
import { crossAccount } from "#testing/example-scenario";
import { runProbes } from "../index.ts";

test("a key has a tag by which another one may be used without limits → its open grants are that answer’s", () => {
  const naming = { by: "tag", tagKey: "forensics", tagValue: "yes" } as const;
  const [target] = crossAccount.targets;
  const [key] = target?.keys ?? [];
  if (!target || !key) throw new Error("no key");
  const keys: Key[] = [
    { ...key, id: "k1", naming, createGrant: "unrestricted" },
    { ...key, id: "k2", naming: { by: "alias", alias: "alias/prod" } },
  ];
  const scenario: Scenario = {
    ...crossAccount,
    createGrant: "withhold",
    // Every key of another account has the tag, the second one too.
    platformNaming: naming,
    targets: [{ ...target, keys }],
  };
  const probes = runProbes(scenario, generate(scenario));
  expect(probes.filter(({ state }) => state === "open")).toEqual([]);
  const grants = probes.filter(({ id }) => id.startsWith("grant-outsider/t1/k2/"));
  expect(grants.map(({ state, mitigation }) => [state, mitigation?.id])).toEqual([
    ["knowingly-open", "limit-create-grant"],
  ]);
});
