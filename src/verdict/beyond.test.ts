import { describe, expect, test } from "vitest";
import { exampleNamings } from "#generator";
import { presets } from "#scenario";
import { organizationOf } from "#testing/organization";
import { beyondListOf } from "./index.ts";

const preset = presets.find(({ id }) => id === "vendor-default") ?? presets[0];
const scenario = organizationOf({ ...preset.scenario, crossAccount: "both-roles" }, 1_000, 5);

describe.each(exampleNamings)("a thousand accounts with five keys each, by $by", (naming) => {
  test("says what is open beyond the list, all of it by the answers", () => {
    const beyond = beyondListOf(scenario, naming);
    const open = beyond.filter(({ state }) => state === "knowingly-open").map(({ id }) => id);
    expect(open).toContain("unlisted-role/CadoResponseCrossAccountRole");
    expect(open).toContain("unlisted-key/us-east-1");
    expect(open).toContain("stranger-key/us-east-1");
    expect(beyond.map(({ state }) => state)).not.toContain("open");
  });

  test("the organization id refuses strangers", () => {
    const guards = { ...scenario.guards, organizationId: "o-abcde12345" };
    const strangers = beyondListOf({ ...scenario, guards }, naming).filter(({ kind }) =>
      kind.startsWith("stranger-"),
    );
    expect(strangers.map(({ state }) => state)).toEqual(strangers.map(() => "refused"));
    expect(strangers.length).toBeGreaterThan(0);
  });
});

test("does not throw if there is no account yet", () => {
  for (const naming of exampleNamings)
    expect(beyondListOf({ ...scenario, targets: [] }, naming)).toEqual([]);
});
