import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, it } from "vitest";
import { generate } from "#generator";
import { presets, type Scenario, withKey } from "#scenario";
import { scenarioArbitrary } from "#testing/arbitrary";
import { exportCommands } from "./export-commands.ts";

const { scenario } = presets.find(({ id }) => id === "cross-account") as { scenario: Scenario };
const allOf = (one: Scenario) => exportCommands(one, generate(one));

it("names the scenario's roles, keys and accounts", () => {
  const found = allOf(scenario);
  expect(found.map(({ title, account }) => `${title} (${account ?? "any account"})`)).toEqual([
    "Policies of CadoResponseRole (111111111111)",
    "Policies of CadoResponseCrossAccountRole (222222222222)",
    "Trust policy of CadoResponseCrossAccountRole (222222222222)",
    "Key policy of 1234abcd-12ab-34cd-56ef-1234567890ab, eu-west-1 (222222222222)",
    "All of these at once, with boundaries, grants and SCPs (any account)",
    "All roles and their policies (111111111111)",
    "All roles and their policies (222222222222)",
    "A CloudFormation stack or StackSet (any account)",
    "A Terraform plan or state (any account)",
  ]);
  expect(found[3]?.commands).toEqual([
    "aws kms get-key-policy --region eu-west-1 --key-id arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab --policy-name default",
  ]);
});

it("looks up the key behind an alias, and quotes what a shell would read", () => {
  const aliased = withKey(scenario, "k1", (key) => ({
    ...key,
    naming: { by: "alias", alias: "alias/prod$(id)" },
  }));
  const commands = exportCommands(aliased, generate(aliased)).flatMap((one) => one.commands);
  expect(
    commands.filter((one) => one.includes("$(id)") && !one.includes("'alias/prod$(id)'")),
  ).toEqual([]);
});

it("prints lines that a shell can read, whatever the answers", () => {
  fc.assert(
    fc.property(scenarioArbitrary(), (one) => {
      const lines = allOf(one).flatMap(({ commands }) => commands);
      execFileSync("sh", ["-n", "-c", lines.join("\n")]);
    }),
    { numRuns: 10 },
  );
});
