import { expect, it } from "vitest";
import { runAcquisition, runProbes } from "#acquisition";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { roleSentences } from "./role-sentences.ts";

function sentencesOf(change: Partial<Scenario>, withDocuments = true): readonly string[] {
  const base = presets.find(({ id }) => id === "cross-account")?.scenario ?? presets[0].scenario;
  const scenario = { ...base, ...change };
  const documents = withDocuments ? generate(scenario) : [];
  return roleSentences(runAcquisition(scenario, documents), runProbes(scenario, documents)).map(
    ({ name, text }) => `${name}: ${text}`,
  );
}

it("says what each role may do, and to what it is limited", () => {
  expect(sentencesOf({ createGrant: "withhold" })).toEqual([
    "CadoResponseRole: It may assume CadoResponseCrossAccountRole in 222222222222. The import needs no more of it.",
    "CadoResponseCrossAccountRole: It may look up and decrypt with one key, only through EC2 and for EBS data. It cannot pass the key on by a grant.",
  ]);
});

it("says no limit that an abuse passes", () => {
  const { guards } = presets[0].scenario;
  const [, target] = sentencesOf({ createGrant: "unrestricted", guards });
  expect(target).toBe(
    "CadoResponseCrossAccountRole: It may look up and decrypt with one key. It may make a grant for any principal in any account.",
  );
});

it("says that a role may do nothing if nothing is allowed", () => {
  expect(sentencesOf({}, false)).toEqual([
    "CadoResponseRole: It may do nothing of what the import asks for.",
    "CadoResponseCrossAccountRole: It may do nothing of what the import asks for.",
  ]);
});

it("takes no abuse by another role of the same name for one by the role", () => {
  const documents = generate(presets[0].scenario);
  const steps = runAcquisition(presets[0].scenario, documents);
  const probes = runProbes(presets[0].scenario, documents).map((probe) => ({
    ...probe,
    state: "refused" as const,
    ...(probe.actor ? { actor: probe.actor.replace("role/", "role/other/") } : {}),
  }));
  const limited = roleSentences(
    steps,
    runProbes(presets[0].scenario, documents).map((probe) => ({
      ...probe,
      state: "refused" as const,
    })),
  );
  expect(limited.some(({ text }) => text.includes("only through EC2"))).toBe(true);
  expect(roleSentences(steps, probes).some(({ text }) => text.includes("only through EC2"))).toBe(
    false,
  );
});
