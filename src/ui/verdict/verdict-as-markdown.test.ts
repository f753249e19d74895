import { describe, expect, it } from "vitest";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { createChecker } from "#worker";
import { verdictAsMarkdown } from "./verdict-as-markdown.ts";

async function markdownOf(
  scenario: Scenario,
  change: (text: string) => string = (text) => text,
  ignored: Parameters<typeof verdictAsMarkdown>[3] = {},
): Promise<string> {
  const documents = generate(scenario).map((each) => ({ ...each, text: change(each.text) }));
  const titles = new Map(documents.map(({ id }) => [id, `Document ${id}`]));
  const verdict = await createChecker().verify({ scenario, documents });
  return verdict ? verdictAsMarkdown(verdict, scenario, titles, ignored) : "";
}

describe("the verdict as Markdown", () => {
  it.each(presets)(
    "says the summary of $name first, and each step in a table",
    async ({ scenario }) => {
      const markdown = await markdownOf(scenario);
      expect(markdown).toMatch(/^## Keyhole verdict\n\nImport works: \d+ of \d+ steps\. /);
      expect(markdown).toContain("| Step | Who | Where | Result |\n| --- | --- | --- | --- |");
      expect(markdown).not.toMatch(/\b20\d\d-\d\d-\d\d\b/);
    },
  );

  it("says why a step is broken, and which region is blocked", async () => {
    const markdown = await markdownOf(presets[0].scenario, (text) =>
      text.replaceAll("kms:us-east-1:", "kms:eu-west-1:"),
    );
    expect(markdown).toContain("Import stops");
    expect(markdown).toMatch(/- Read the snapshot’s blocks, Decrypt on .*: Denied: no identity/);
    expect(markdown).toContain("### Regions that are blocked");
  });

  it("says of a finding that is ignored that it is", async () => {
    const star = (text: string) => text.replace('"kms:Decrypt"', '"kms:*"');
    const shown = await markdownOf(presets[0].scenario, star, { "t1/identity": ["kms-star"] });
    expect(shown).toMatch(/- Document t1\/identity: \w+ \(ignored\), /);
    expect(await markdownOf(presets[0].scenario, star)).not.toContain("(ignored)");
  });

  it("never lets a name break out of its cell or become markup", async () => {
    const markdown = await markdownOf(presets[0].scenario, (text) =>
      text
        .replace('"UseSourceKeys"', '"a|b`c`<img src=x>"')
        .replaceAll("kms:us-east-1:", "kms:eu-west-1:"),
    );
    expect(markdown).toContain("img src=x");
    const rows = markdown.split("\n").filter((line) => line.startsWith("| "));
    expect(rows.length).toBeGreaterThan(2);
    for (const line of rows) expect(line.match(/(?<!\\)\|/g)).toHaveLength(5);
    expect(markdown).not.toMatch(/(?<!\\)[`<]/);
  });
});
