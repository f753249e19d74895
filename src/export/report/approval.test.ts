import { createHash } from "node:crypto";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { describe, expect, it } from "vitest";
import { generate } from "#generator";
import { defaultScenario as scenario } from "#scenario";
import { exportFiles } from "../export-files.ts";
import type { ReportInput } from "../options.ts";

const documents = generate(scenario);
const verdict: ReportInput = { date: "2026-11-24", steps: [], probes: [], findings: [] };
const link = "https://keyhole.example/#1.cross-account";

const written = (format: "report-html" | "report-md", more: Partial<ReportInput>) =>
  exportFiles(format, scenario, documents, { report: { ...verdict, ...more } })[0]?.text ?? "";

function hrefsOf(node: DefaultTreeAdapterTypes.Node): readonly string[] {
  const own = "attrs" in node ? node.attrs.filter(({ name }) => name === "href") : [];
  const inner = "childNodes" in node ? node.childNodes.flatMap(hrefsOf) : [];
  return [...own.map(({ value }) => value), ...inner];
}

describe("the report has", () => {
  it("the sum of each document's file, who made it, the link, and where to sign", () => {
    const html = written("report-html", { version: "0.1.0", link });
    for (const { text } of documents)
      expect(html).toContain(createHash("sha256").update(text).digest("hex"));
    expect(html).toContain("Keyhole 0.1.0");
    expect(hrefsOf(parse(html))).toContain(link);
    expect(html).toContain("Approved by");
    expect(written("report-md", { link })).toContain(`<${link}>`);
  });

  it("an address that is none of the web as text", () => {
    const html = written("report-html", { link: "javascript:alert(1)" });
    expect(hrefsOf(parse(html)).filter((href) => !href.startsWith("#"))).toEqual([]);
  });

  it("which layers were known, by whom they bind, and which kinds were not", () => {
    const layer = { id: "layer/1", text: "{}" };
    const layers = { serviceControlPolicies: { "222222222222": [[layer], []] } };
    const text = written("report-md", { layers });
    expect(text).toMatch(/Service control policies \| `222222222222` \| 1 text at 2 levels/);
    expect(text).toMatch(/Grants \| none known \| AWS may allow more/);
    expect(text).not.toMatch(/Service control policies \| none known/);
  });
});
