import { describe, expect, test } from "vitest";
import { accessBeyond, runClaims } from "#acquisition";
import { generate } from "#generator";
import { type OwnRule, presets, type Scenario } from "#scenario";
import { exportFiles } from "../export-files.ts";
import type { ReportInput } from "../options.ts";
import { verdictAsMarkdown } from "./verdict-as-markdown.ts";

const preset = presets.find(({ id }) => id === "cross-account")?.scenario as Scenario;
const rule: OwnRule = {
  id: "r1",
  who: "others",
  principals: [],
  actions: ["kms:ScheduleKeyDeletion"],
  onlyWhen: [],
};
const scenario: Scenario = { ...preset, mustNever: [rule] };
const documents = generate(scenario);
const claims = runClaims(scenario, documents).map(({ witness, ...claim }) =>
  witness ? { ...claim, witness: witness.request } : claim,
);
const input: ReportInput = { date: "2026-11-24", steps: [], probes: [], findings: [], claims };
const written = (format: "report-html" | "report-md", report: ReportInput) =>
  (exportFiles(format, scenario, documents, { report })[0]?.text ?? "").replaceAll("\\", "");

describe.each(["report-html", "report-md"] as const)("%s", (format) => {
  test("tells the user’s rules before the claims, each with the request that refutes it", () => {
    const text = written(format, input);
    expect(text).toMatch(/Must never.*Nobody can delete key 1234abcd.*kms:ScheduleKeyDeletion/s);
    expect(text.lastIndexOf("Nobody can delete")).toBeLessThan(text.lastIndexOf("Only Cado"));
    expect(text).toContain("0 of 1 proved");
  });

  test("counts claims that an answer leaves open apart from those that fall short", () => {
    const refuted = { ...(claims[0] as (typeof claims)[number]), result: "refuted" as const };
    const { rule: _, mitigation: __, known: ___, ...short } = refuted;
    const text = written(format, {
      ...input,
      claims: [short, { ...short, known: "AWS says so." }],
    });
    expect(text).toMatch(/0 of 2 proved.*1 refuted\b.*1 refuted, left open by the answers/s);
  });

  test("tells what is allowed beyond the import, and who can use each key", () => {
    const beyond = accessBeyond(scenario, documents);
    const text = written(format, { ...input, beyond });
    const rows = beyond.roles.flatMap(({ onKeys, elsewhere }) =>
      [...onKeys, elsewhere].flatMap((part) => part.rows),
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { request } of rows) expect(text).toContain(request.resource);
    for (const { key, ofAccount } of beyond.keys) {
      expect(text).toContain(`Who can use ${key}`);
      for (const { statements } of ofAccount) expect(text).toContain(statements[0]);
    }
  });

  test("says nothing of what was not asked", () => {
    expect(written(format, input)).not.toContain("Who can use");
  });
});

test("the copied verdict tells the user’s rules", () => {
  const copied = { summary: ["Works."], steps: [], probes: [], regions: [], findings: [], claims };
  const text = verdictAsMarkdown(scenario, copied, (id) => id);
  expect(text).toMatch(/Must never.*Refuted.*Nobody can delete/s);
});
