import { type MarkedToken, marked, type Token } from "marked";
import { type DefaultTreeAdapterTypes, parse } from "parse5";
import { describe, expect, it } from "vitest";
import {
  checkRegions,
  createDocumentIndexCache,
  lintOptions,
  runAcquisition,
  runProbes,
  type ScenarioDocument,
  summarise,
} from "#acquisition";
import { createLinter } from "#engine/linter";
import { generate } from "#generator";
import { allServices } from "#policy/services";
import { presets, type Scenario } from "#scenario";
import { exportFiles } from "../export-files.ts";
import type { ExportedDocument } from "../exported-document.ts";
import type { ReportInput } from "../options.ts";
import { reportFindings } from "./report-findings.ts";
import { verdictAsMarkdown } from "./verdict-as-markdown.ts";

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const [{ scenario: first }] = presets;
const same = (text: string) => text;
const { lint } = createLinter(allServices);

/** The documents of a scenario with their texts changed, and what Keyhole says of them. */
function verified(
  scenario: Scenario,
  change: (text: string, id: string) => string = same,
  ignored: Readonly<Record<string, readonly string[]>> = {},
) {
  const documents: readonly ExportedDocument[] = generate(scenario).map((each) => ({
    ...each,
    text: change(each.text, each.id),
  }));
  const options = { indexes: createDocumentIndexCache() };
  const steps = runAcquisition(scenario, documents, options);
  const probes = runProbes(scenario, documents, options);
  const optionsOf = lintOptions(scenario, documents);
  const found = (document: ScenarioDocument) => lint(document.text, optionsOf(document));
  const findings = Object.fromEntries(documents.map((each) => [each.id, found(each)]));
  const report: ReportInput = {
    date: "2026-11-24",
    steps,
    probes,
    findings: reportFindings(findings, documents, ignored),
  };
  return { scenario, documents, report };
}

type Verified = ReturnType<typeof verified>;

function written(
  format: "report-html" | "report-md",
  { scenario, documents, report }: Omit<Verified, "report"> & { report?: ReportInput },
): string {
  const options = report ? { report } : {};
  return exportFiles(format, scenario, documents, options)[0]?.text ?? "";
}

function elementsOf(node: Node): readonly Element[] {
  const children = "childNodes" in node ? node.childNodes.flatMap(elementsOf) : [];
  return "tagName" in node ? [node, ...children] : children;
}

function textOf(node: Node): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(textOf).join("") : "";
}

/** The page as a browser builds it; what is no HTML fails the test. */
function pageOf(html: string) {
  const errors: string[] = [];
  const page = parse(html, { onParseError: ({ code }) => errors.push(code) });
  expect(errors).toEqual([]);
  const elements = elementsOf(page);
  return {
    elements,
    texts: (tag: string) =>
      elements.filter(({ tagName }) => tagName === tag).map((element) => textOf(element)),
    tags: [...new Set(elements.map(({ tagName }) => tagName))],
    attributes: elements.flatMap(({ attrs }) => attrs),
  };
}

/** All that Markdown is read as. */
function tokensOf(tokens: readonly Token[]): readonly MarkedToken[] {
  return (tokens as readonly MarkedToken[]).flatMap((token) => {
    const cells = token.type === "table" ? [token.header, ...token.rows].flat() : [];
    const inner = [
      ...("tokens" in token ? (token.tokens ?? []) : []),
      ...(token.type === "list" ? token.items : []),
      ...cells.flatMap(({ tokens: own }) => own),
    ];
    return [token, ...tokensOf(inner)];
  });
}

it("says of no step that it works if none of its calls is decided", () => {
  const takes = (scenario: Scenario) =>
    /^\| Take the snapshot .*$/m.exec(written("report-md", verified(scenario)))?.[0];
  expect(takes(first)).toMatch(/\| not judged \|$/);
  expect(takes({ ...first, ec2Permissions: { kind: "written" } })).toMatch(/\| works \|$/);
});

describe.each(presets)("the report of $name", ({ scenario }) => {
  const all = verified(scenario);

  it("is one page that needs nothing else and runs nothing", () => {
    const { tags, attributes } = pageOf(written("report-html", all));
    const harmless =
      /^(html|head|meta|title|style|body|main|nav|section|details|summary|div|h[1-6])$/;
    const ofText = /^(p|ul|ol|li|dl|dt|dd|table|thead|tbody|tr|th|td|pre|code|span|a)$/;
    const ofDrawings = /^(svg|g|rect|path|text)$/;
    expect(
      tags.filter((tag) => !harmless.test(tag) && !ofText.test(tag) && !ofDrawings.test(tag)),
    ).toEqual([]);
    const names = attributes.map(({ name }) => name);
    expect(names.filter((name) => /^(on|src|style|action)/.test(name))).toEqual([]);
    const links = attributes.filter(({ name }) => name === "href").map(({ value }) => value);
    const anchors = attributes.filter(({ name }) => name === "id").map(({ value }) => `#${value}`);
    expect(links.filter((link) => !anchors.includes(link))).toEqual([]);
    expect(new Set(anchors).size).toBe(anchors.length);
  });

  it("has each document whole, with where it goes and why each statement is there", () => {
    const { texts, elements } = pageOf(written("report-html", all));
    const page = texts("main")[0] ?? "";
    expect(texts("pre")).toEqual(expect.arrayContaining(all.documents.map(({ text }) => text)));
    for (const { attachTo, statements } of all.documents) {
      expect(page).toContain(
        attachTo.to === "role" ? attachTo.roleArn : (attachTo.keyArn ?? attachTo.keys),
      );
      for (const { reason } of statements) expect(page).toContain(reason);
    }
    expect(page).not.toContain("the author’s own");
    expect(elements.filter(({ tagName }) => tagName === "details")).not.toEqual([]);
  });

  it("tells every step with its result, every abuse that is open with what closes it", () => {
    for (const format of ["report-html", "report-md"] as const) {
      const text = written(format, all);
      for (const { title } of all.report.steps) expect(text).toContain(title);
      for (const { state, mitigation } of all.report.probes)
        if (state === "knowingly-open" && mitigation)
          expect(text.replaceAll("\\", "").replaceAll("&#39;", "'")).toContain(mitigation.text);
    }
  });

  it("is the same bytes for the same input, and has the date that was passed in", () => {
    for (const format of ["report-html", "report-md"] as const) {
      expect(written(format, verified(scenario))).toBe(written(format, all));
      expect(written(format, all).match(/\b20\d\d-\d\d-\d\d\b/)?.[0]).toBe("2026-11-24");
    }
  });
});

describe("the report says", () => {
  it("that nothing was verified, where it is given no verdict", () => {
    const { scenario, documents } = verified(first);
    for (const format of ["report-html", "report-md"] as const) {
      const text = written(format, { scenario, documents });
      expect(text).toContain("Not verified");
      expect(text).not.toMatch(/steps work|refused of/);
    }
  });

  it("which step is broken, and why", () => {
    const all = verified(first, (text) => text.replaceAll("kms:us-east-1:", "kms:eu-west-1:"));
    const { texts } = pageOf(written("report-html", all));
    expect(texts("dd").join("\n")).toMatch(/\d+ broken/);
    expect(texts("li").join("\n")).toMatch(/Decrypt on .* \(denied\): Denied: no identity/);
  });

  it("what withholding CreateGrant costs", () => {
    const preset = presets.find(({ id }) => id === "same-account");
    const scenario = { ...(preset?.scenario ?? first), createGrant: "withhold" as const };
    const { texts } = pageOf(written("report-html", verified(scenario)));
    const page = texts("main")[0] ?? "";
    expect(page).toMatch(
      /CreateGrant is withheld for .*1234abcd.*can be neither made nor attached/,
    );
    expect(texts("li")).toContainEqual(expect.stringMatching(/^does not work .*volume/));
  });

  it("which document is no JSON, in its first lines", () => {
    const all = verified(first, (text, id) => (id === "t1/identity" ? `${text}}` : text));
    const html = written("report-html", all);
    expect(html.indexOf("no JSON: AWS refuses")).toBeLessThan(html.indexOf("Contents"));
    expect(pageOf(html).texts("pre")).toContainEqual(expect.stringMatching(/}}$/));
  });

  it("that it knows no reason for a statement that Keyhole did not write", () => {
    const all = verified(first, (text) => text.replace('"Sid": "', '"Sid": "My'));
    const text = written("report-md", all);
    expect(text).toContain("the author’s own: Keyhole knows no reason for it");
    expect(text).toContain("As generated there was also");
  });

  it("that a document is larger than AWS accepts", () => {
    const all = verified(first, (text, id) =>
      id === "t1/trust" ? text.replace('"Sid": "', `"Sid": "${"x".repeat(2_100)}`) : text,
    );
    expect(written("report-md", all)).toMatch(/Trust policy of .* account .*2,\d{3} of 2,048/);
  });

  it("of an ignored finding that it is ignored, and does not count it", () => {
    const star = (text: string) => text.replace('"kms:Decrypt"', '"kms:*"');
    const ignored = { "t1/identity": ["kms-star"] };
    const text = written("report-md", verified(first, star, ignored));
    expect(text).toMatch(/\(ignored\) \| .*`kms-star`/);
    const counted = (all: Verified) =>
      /\*\*Findings:\*\* (.*)/.exec(written("report-md", all))?.[1];
    expect(counted(verified(first, star, ignored))).not.toBe(counted(verified(first, star)));
  });
});

const hostile = [
  `"x" 'y' onload="alert(1)"`,
  "</script><script>alert(1)</script>",
  "</style><img src=x onerror=alert(1)>",
  "</code></pre></details><svg onload=alert(1)>",
  "<!-- <![CDATA[ &lt;b&gt; &#60;i&#62;",
  "`code` ``` ~~~ ```` $(id) ${HOME} %{if} # not a heading",
  "[a](javascript:alert(1)) ![b](https://evil.example/x) <https://evil.example>",
  "https://evil.example/ www.evil.example a@evil.example",
  "*a* _b_ ~~c~~ **d** $e$ :tada: \\| | a | b |",
  "---",
  "1. one\n- two\n# three\n> four\n| --- |\n===",
  "\u202egnihtemos\u2066 \u0000\u0007",
];

/** Answers that are hostile wherever they are text. */
function hostileScenario(value: string): Scenario {
  return {
    ...first,
    platform: { account: value, region: value, role: value, aliasPrefix: value },
    guards: { ...first.guards, organizationId: value, externalId: value },
    targets: first.targets.map((target) => ({
      ...target,
      role: value,
      keys: target.keys.map((key) => ({
        ...key,
        administrators: [value],
        naming: { by: "alias", alias: value },
      })),
    })),
  };
}

/** Every other text from outside that a report can have in it, hostile. */
function hostileWith(value: string, scenario: Scenario): Verified {
  const { documents, report } = verified(first);
  return {
    scenario,
    documents: documents.map((document, index) => ({
      ...document,
      account: value,
      name: value,
      attachTo:
        document.attachTo.to === "role"
          ? { to: "role", roleName: value, roleArn: value }
          : { to: "key", keys: value },
      text: JSON.stringify({ Statement: [{ Sid: value }], [value]: index }, null, 2),
      statements: [{ sid: `${value}${index % 2}`, reason: value, serves: [value], source: value }],
    })),
    report: {
      date: value,
      steps: report.steps.map((step) => ({
        ...step,
        title: value,
        operation: value,
        actor: value,
        account: value,
        assumed: value,
        state: "broken",
        requests: step.requests.map((request) => ({
          ...request,
          label: value,
          state: "broken",
          why: { sentence: value, places: [], regionShutBy: [] },
        })),
      })),
      probes: report.probes.map((probe, index) => ({
        ...probe,
        title: value,
        about: value,
        state: index % 2 === 0 ? "open" : "knowingly-open",
        known: value,
      })),
      findings: documents.map(({ id }) => ({
        documentId: id,
        rule: value,
        severity: "error",
        message: value,
        line: 1,
      })),
    },
  };
}

/** Text without what `visible` and line ends change. */
const seen = (text: string) => text.replace(/[^\x20-\x7e]|\\u[0-9a-f]{4}/g, "").replace(/\s+/g, "");

const plain = verified(first);
const plainTags = pageOf(written("report-html", plain)).tags;
const plainTokens = tokensOf(marked.lexer(written("report-md", plain))).map(({ type }) => type);

describe.each(hostile)("the report is inert about %j", (value) => {
  const reports = [first, hostileScenario(value)].map((scenario) => hostileWith(value, scenario));

  it.each(reports)("as HTML, answers included: $#", (all) => {
    const { tags, attributes, texts } = pageOf(written("report-html", all));
    expect(tags.filter((tag) => !plainTags.includes(tag))).toEqual([]);
    const known =
      /^(aria-labelledby|charset|class|content|href|http-equiv|id|lang|name|open|scope)$/;
    const ofDrawings =
      /^(xmlns|role|aria-label|viewBox|width|height|x|y|rx|d|transform|(fill|stroke|font|text)(-[a-z]+)?)$/;
    expect(attributes.filter(({ name }) => !known.test(name) && !ofDrawings.test(name))).toEqual(
      [],
    );
    for (const { name, value: target } of attributes)
      if (name === "href") expect(target).toMatch(/^#[a-z0-9-]+$/);
    const page = texts("main")[0] ?? "";
    expect(seen(page)).toContain(seen(value));
    expect(page).not.toMatch(/[\u202a-\u202e\u2066-\u2069\0]/);
  });

  it.each(reports)("as Markdown, answers included: $#", (all) => {
    const tokens = tokensOf(marked.lexer(written("report-md", all)));
    // A character that is kept from being markup is text.
    const known = new Set([...plainTokens, "escape"]);
    expect(tokens.filter(({ type }) => !known.has(type))).toEqual([]);
    for (const token of tokens) {
      if (token.type === "list_item")
        expect(token.tokens.map(({ type }) => type)).not.toContain("list");
      if (token.type === "link") expect(token.href).toMatch(/^#[a-z-]+$/);
      // A value neither ends its cell nor adds one, and stays inside the fence of its document.
      if (token.type === "table")
        for (const row of token.rows) expect(row).toHaveLength(token.header.length);
      if (token.type === "code" && token.lang === "json")
        expect(() => JSON.parse(token.text)).not.toThrow();
    }
    const titles = tokens.filter((token) => token.type === "heading" && token.depth === 1);
    expect(titles).toHaveLength(1);
  });
});

describe("the verdict as Markdown", () => {
  const markdownOf = (...given: Parameters<typeof verified>) => {
    const { scenario, documents, report } = verified(...given);
    const { steps, probes } = report;
    const summary = [summarise(scenario, steps, probes).text];
    const regions = checkRegions(scenario, documents, steps);
    return verdictAsMarkdown(scenario, { ...report, summary, regions }, (id) => `Document ${id}`);
  };

  it.each(presets)("says the summary of $name first, each step in a table", ({ scenario }) => {
    const markdown = markdownOf(scenario);
    expect(markdown).toMatch(
      /^## Keyhole verdict\n\nExample: put in your accounts\.\n\nImport works: \d+ of \d+ steps\. /,
    );
    expect(markdown).toContain("| Step | Call | Who | Where | Result |\n| --- |");
    expect(markdown).not.toMatch(/\b20\d\d-\d\d-\d\d\b/);
  });

  it("says why a step is broken, and which region is blocked", () => {
    const markdown = markdownOf(first, (text) =>
      text.replaceAll("kms:us-east-1:", "kms:eu-west-1:"),
    );
    expect(markdown).toContain("Import stops");
    expect(markdown).toMatch(/- Read the snapshot’s blocks, Decrypt on .*: Denied: no identity/);
    expect(markdown).toContain("### Regions that are blocked");
  });

  it("says of a finding that is ignored that it is", () => {
    const star = (text: string) => text.replace('"kms:Decrypt"', '"kms:*"');
    const shown = markdownOf(first, star, { "t1/identity": ["kms-star"] });
    expect(shown).toMatch(/\| \w+ \(ignored\) \| .*Document t1\/identity, line \d+/);
    expect(markdownOf(first, star)).not.toContain("ignored");
  });
});
