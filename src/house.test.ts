import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { type House, rules, tooLong } from "../scripts/house/rules.ts";
import { readSource, readSources } from "../scripts/house/source.ts";

// Who may import whom (DESIGN.md §2). To let a folder use a package, name it here: a reviewer then sees it.
const pure = [
  "policy",
  "scenario",
  "generator",
  "engine",
  "acquisition",
  "denial",
  "import",
  "verdict",
  "export",
  "share",
];
const house: House = {
  policy: { may: [], packages: ["jsonc-parser"], pure: true },
  scenario: { may: ["policy"], packages: [], pure: true },
  generator: { may: ["policy", "scenario"], packages: [], pure: true },
  engine: { may: ["policy"], packages: [], pure: true },
  acquisition: { may: ["policy", "scenario", "engine"], packages: [], pure: true },
  denial: { may: ["policy", "scenario", "engine", "acquisition"], packages: [], pure: true },
  import: {
    may: ["policy", "scenario", "generator", "engine", "acquisition", "verdict"],
    packages: ["jsonc-parser", "yaml"],
    pure: true,
  },
  verdict: {
    may: ["policy", "scenario", "generator", "engine", "acquisition"],
    packages: [],
    pure: true,
  },
  export: {
    may: ["policy", "scenario"],
    types: ["acquisition", "verdict"],
    packages: [],
    pure: true,
  },
  // Of the engine only the list of rule ids: a link may name no rule that there is not.
  share: { may: ["policy", "scenario", "engine"], packages: ["fflate"], pure: true },
  keyhole: { may: pure, packages: [], pure: true },
  worker: { may: pure, packages: [] },
  state: {
    may: pure.filter((room) => room !== "engine"),
    types: ["engine"],
    packages: ["zustand"],
  },
  ui: { may: ["state", ...pure], types: ["worker"] },
  // What tests share. Never shipped: only tests import it.
  testing: { may: ["state", ...pure], packages: ["fast-check"] },
  offline: { may: [], packages: [] },
  main: { may: ["ui", "state", "worker", "offline", ...pure] },
};

// Files that may be longer than the rest, and why.
const mostLines = 400;
const long: Record<string, string> = {
  "share/frozen-links/own-answers.json": "data: links that must open for ever",
};

const { imports } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const doors: readonly string[] = Object.keys(imports);

const sources = readSources(fileURLToPath(new URL("./", import.meta.url))).filter(
  // This file is about the house, not in it.
  ({ path }) => path !== "house.test.ts",
);

describe("the house", () => {
  it.each(Object.entries(rules))("%s", (_name, rule) => {
    expect(rule(sources, house, doors)).toEqual([]);
  });

  it("no file is too long to review", () => {
    expect(tooLong(sources, mostLines, long)).toEqual([]);
  });

  it("excepts no file from the length that is not long or not there", () => {
    const stale = Object.keys(long).filter((path) =>
      tooLong(sources, mostLines, {}).every((line) => !line.startsWith(`src/${path}:`)),
    );
    expect(stale).toEqual([]);
  });
});

describe("the rules of the house notice", () => {
  type Rule = keyof typeof rules;
  const cases: [rule: Rule, path: string, text: string, finding: string][] = [
    [
      "rooms import only the rooms they may",
      "policy/a.ts",
      'import { x } from "#engine"',
      "may import nothing of `engine`",
    ],
    [
      "rooms import only the rooms they may",
      "policy/a.ts",
      'import type { X } from "#engine"',
      "may import nothing of `engine`",
    ],
    [
      "rooms import only the rooms they may",
      "engine/a.ts",
      'export { x } from "#generator"',
      "may import nothing of `generator`",
    ],
    [
      "rooms import only the rooms they may",
      "engine/a.ts",
      'const x = import("#ui")',
      "may import nothing of `ui`",
    ],
    [
      "rooms import only the rooms they may",
      "engine/a.ts",
      'type X = import("#scenario").X',
      "may import nothing of `scenario`",
    ],
    [
      "rooms import only the rooms they may",
      "engine/a.ts",
      'new Worker(new URL("../worker/a.ts", import.meta.url))',
      "may import nothing of `worker`",
    ],
    [
      "rooms import only the rooms they may",
      "state/a.ts",
      'import { type X, y } from "#engine"',
      "may import only types of `engine`",
    ],
    [
      "rooms import only the rooms they may",
      "engine/a.test.ts",
      'import { x } from "#state"',
      "may import nothing of `state`",
    ],
    ["rooms import only the rooms they may", "attic/a.ts", "", "`attic` is not in the table"],
    [
      "rooms are entered by their door",
      "engine/a.ts",
      'import { x } from "../policy/arn.ts"',
      "use #policy",
    ],
    [
      "rooms are entered by their door",
      "engine/a.ts",
      'import { x } from "#policy/arn"',
      "no such door",
    ],
    [
      "rooms are entered by their door",
      "engine/a.ts",
      'import { x } from "../../scripts/a.ts"',
      "leaves src",
    ],
    [
      "rooms use only the packages they may",
      "engine/a.ts",
      'import { useState } from "react"',
      "`react`: not in the table",
    ],
    [
      "rooms use only the packages they may",
      "engine/a.ts",
      'import { readFile } from "node:fs"',
      "`node:fs`: not in the table",
    ],
    [
      "an index names what it exports",
      "engine/index.ts",
      'export * from "./a.ts"',
      "has `export *`",
    ],
    [
      "an index names what it exports",
      "engine/index.ts",
      "export default 1",
      "has `export default`",
    ],
    ["pure rooms know no clock and no chance", "engine/a.ts", "Date.now()", "has `Date.now()`"],
    [
      "pure rooms know no clock and no chance",
      "engine/a.ts",
      "[1].map(Math.random)",
      "has `Math.random()`",
    ],
    [
      "pure rooms know no clock and no chance",
      "engine/a.ts",
      'Math["random"]()',
      "has `Math.random()`",
    ],
    ["pure rooms know no clock and no chance", "engine/a.ts", "new Date()", "has `new Date()`"],
    ["text never becomes code or markup", "ui/a.ts", 'eval("1")', "has `eval()`"],
    ["text never becomes code or markup", "ui/a.ts", 'new Function("1")', "has `new Function()`"],
    [
      "text never becomes code or markup",
      "ui/a.tsx",
      "<p dangerouslySetInnerHTML={x} />",
      "has `dangerouslySetInnerHTML`",
    ],
    [
      "text never becomes code or markup",
      "ui/a.ts",
      "const x = { dangerouslySetInnerHTML: y }",
      "has `dangerouslySetInnerHTML`",
    ],
    [
      "code that is fetched later says when it cannot be",
      "ui/a.tsx",
      'import { lazy, useState } from "react"',
      "has `lazy`",
    ],
    [
      "code that is fetched later says when it cannot be",
      "ui/a.tsx",
      'import { useAttempt } from "./parts/use-attempt.tsx"; import * as React from "react"; React.lazy(x)',
      "has `lazy`",
    ],
    [
      "code that is fetched later says when it cannot be",
      "ui/a.tsx",
      'void import("./b.ts")',
      "has `import()`",
    ],
    [
      "names are kebab-case and say something",
      "ui/AccountChip.tsx",
      "",
      "`AccountChip.tsx` is not kebab-case",
    ],
    [
      "names are kebab-case and say something",
      "ui/verdict_list/a.ts",
      "",
      "`verdict_list` is not kebab-case",
    ],
    ["names are kebab-case and say something", "ui/utils/a.ts", "", "`utils` says nothing"],
    [
      "names are kebab-case and say something",
      "engine/helpers.test.ts",
      "",
      "`helpers` says nothing",
    ],
  ];
  it.each(cases)("%s: %s %s", (rule, path, text, finding) => {
    const findings = rules[rule]([readSource(path, text)], house, doors);
    expect(findings).toEqual([expect.stringContaining(finding)]);
  });

  it("a file that is too long, unless it is generated or excepted", () => {
    const text = "\n".repeat(mostLines + 1);
    const files = ["a.ts", "b.ts", "c.generated.ts"].map((name) =>
      readSource(`policy/${name}`, text),
    );
    const findings = tooLong(files, mostLines, { "policy/b.ts": "a table" });
    expect(findings).toEqual(["src/policy/a.ts: 401 lines, at most 400"]);
  });
});

describe("the rules of the house allow", () => {
  it.each([
    ["engine/a.ts", 'import { x } from "#policy/kms"; import { y } from "./linter/b.ts"'],
    ["policy/kms/a.ts", 'import { x } from "../arn.ts"'],
    ["state/a.ts", 'import type { X } from "#engine"; export type { Y } from "#engine"'],
    ["generator/a.test.ts", 'import fc from "fast-check"; import { x } from "#acquisition"'],
    [
      "main.tsx",
      'import "./ui/styles.css"; import { x } from "#state"; import y from "./ui/app.tsx"',
    ],
    ["engine/a.ts", '// eval("1") and Date.now()\nconst x = "Math.random()"; new Date(0)'],
    [
      "ui/a.tsx",
      'import { lazyPart } from "./parts/lazy-part.tsx"; const B = lazyPart("B", () => import("./b.tsx"))',
    ],
    ["keyhole.test.ts", 'import { x } from "./keyhole.ts"'],
  ])("%s %s", (path, text) => {
    const source = readSource(path, text);
    expect(Object.values(rules).flatMap((rule) => rule([source], house, doors))).toEqual([]);
  });
});
