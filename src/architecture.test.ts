import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { architecture } from "../scripts/architecture/folders.ts";
import { cyclesLeft, wordsLeft } from "../scripts/architecture/left.ts";
import { rules, tooLong, withoutExcepted } from "../scripts/architecture/rules.ts";
import { readSource, readSources } from "../scripts/architecture/source.ts";

// Files that may be longer than the rest, and why.
const mostLines = 400;
const long: Record<string, string> = {
  "share/frozen-links/own-answers.json": "data: links that must open for ever",
  "state/frozen-work/browser.json": "data: stored work that must open for ever",
};

const { imports } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
const aliases: Readonly<Record<string, string>> = imports;

const sources = readSources(fileURLToPath(new URL("./", import.meta.url))).filter(
  // This file is about the architecture, not in it.
  ({ path }) => path !== "architecture.test.ts",
);

const excepted: { readonly [rule in keyof typeof rules]?: Readonly<Record<string, string>> } = {
  "no files import each other in a circle": cyclesLeft,
  "names and sentences use plain words": wordsLeft,
};

describe("the architecture", () => {
  it.each(Object.entries(rules))("%s", (name, rule) => {
    const findings = rule(sources, architecture, aliases);
    expect(withoutExcepted(findings, excepted[name as keyof typeof rules] ?? {})).toEqual([]);
  });

  it.each(Object.entries(excepted))(
    "%s: each excepted file is found without its exception",
    (name, files) => {
      const findings = rules[name as keyof typeof rules](sources, architecture, aliases);
      const stale = Object.keys(files).filter((path) =>
        findings.every((finding) => !finding.startsWith(`src/${path}: `)),
      );
      expect(stale).toEqual([]);
    },
  );

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

describe("the rules of the architecture notice", () => {
  type Rule = keyof typeof rules;
  const cases: [rule: Rule, path: string, text: string, finding: string][] = [
    [
      "folders import only the folders they may",
      "policy/a.ts",
      'import { x } from "#engine"',
      "may import nothing of `engine`",
    ],
    [
      "folders import only the folders they may",
      "policy/a.ts",
      'import type { X } from "#engine"',
      "may import nothing of `engine`",
    ],
    [
      "folders import only the folders they may",
      "engine/a.ts",
      'export { x } from "#generator"',
      "may import nothing of `generator`",
    ],
    [
      "folders import only the folders they may",
      "engine/a.ts",
      'const x = import("#ui")',
      "may import nothing of `ui`",
    ],
    [
      "folders import only the folders they may",
      "engine/a.ts",
      'type X = import("#scenario").X',
      "may import nothing of `scenario`",
    ],
    [
      "folders import only the folders they may",
      "engine/a.ts",
      'new Worker(new URL("../worker/a.ts", import.meta.url))',
      "may import nothing of `worker`",
    ],
    [
      "folders import only the folders they may",
      "state/a.ts",
      'import { type X, y } from "#engine"',
      "may import only types of `engine`",
    ],
    [
      "folders import only the folders they may",
      "engine/a.test.ts",
      'import { x } from "#state"',
      "may import nothing of `state`",
    ],
    ["folders import only the folders they may", "attic/a.ts", "", "`attic` is not in the table"],
    [
      "folders are entered by their entry points",
      "engine/a.ts",
      'import { x } from "../policy/arn.ts"',
      "use #policy",
    ],
    [
      "folders are entered by their entry points",
      "engine/a.ts",
      'import { x } from "#policy/arn"',
      "no such entry point",
    ],
    [
      "folders are entered by their entry points",
      "engine/a.ts",
      'import { x } from "../../scripts/a.ts"',
      "leaves src",
    ],
    [
      "folders use only the packages they may",
      "engine/a.ts",
      'import { useState } from "react"',
      "`react`: not in the table",
    ],
    [
      "folders use only the packages they may",
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
    [
      "pure folders use no clock and no randomness",
      "engine/a.ts",
      "Date.now()",
      "has `Date.now()`",
    ],
    [
      "pure folders use no clock and no randomness",
      "engine/a.ts",
      "[1].map(Math.random)",
      "has `Math.random()`",
    ],
    [
      "pure folders use no clock and no randomness",
      "engine/a.ts",
      'Math["random"]()',
      "has `Math.random()`",
    ],
    [
      "pure folders use no clock and no randomness",
      "engine/a.ts",
      "new Date()",
      "has `new Date()`",
    ],
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
      "ids of documents, probes and steps are not parsed",
      "ui/a.ts",
      'const isOwn = document.id.startsWith("platform/")',
      "has `parses id`",
    ],
    [
      "ids of documents, probes and steps are not parsed",
      "state/a.ts",
      'const [owner] = documentId.split("/")',
      "has `parses documentId`",
    ],
    [
      "ids of documents, probes and steps are not parsed",
      "export/a.ts",
      "/^t1/.test(stepId)",
      "has `parses stepId`",
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
  const more: typeof cases = [
    [
      "no files import each other in a circle",
      "ui/a.ts",
      'import type { X } from "./a.ts"',
      "in a circle",
    ],
    ["pure folders keep no state in modules", "engine/a.ts", "let turn = 0;", "`let turn`"],
    [
      "pure folders keep no state in modules",
      "engine/a.ts",
      "const known = new WeakMap<object, string>(); export const x = () => known.set({}, '');",
      "`known` is written",
    ],
    [
      "pure folders keep no state in modules",
      "engine/a.ts",
      "const last: string[] = []; last[0] = '';",
      "`last` is written",
    ],
    [
      "pure folders keep no state in modules",
      "engine/a.ts",
      "const read = remembering((text) => text);",
      "`read` is a cache",
    ],
    [
      "pure folders keep no state in modules",
      "engine/a.ts",
      "const linter = createLinter(allServices);",
      "`linter` is a cache",
    ],
    ["what only tests use is in src/testing", "engine/fake.ts", "", "no program uses it"],
    [
      "exported functions and classes have docstrings",
      "engine/a.ts",
      "// Not this.\nexport function a() {}",
      "`a` has no docstring",
    ],
    [
      "exported functions and classes have docstrings",
      "engine/a.ts",
      "/** The first. */\nexport const a = () => 1;\nexport const b = (x: number) => x;",
      "`b` has no docstring",
    ],
    [
      "exported functions and classes have docstrings",
      "engine/a.ts",
      "class A {}\nexport { A };",
      "`A` has no docstring",
    ],
    [
      "exported types have docstrings",
      "ui/a.ts",
      "/** The first. */\nexport interface A {}\nexport interface B {}",
      "`B` has no docstring",
    ],
    [
      "exported types have docstrings",
      "engine/a.ts",
      'type Name = string;\ntype A = "b" | "c";\nexport type { A, Name };',
      "`A` has no docstring",
    ],
    ["names and sentences use plain words", "ui/message-board.ts", "", "`board` in"],
    [
      "names and sentences use plain words",
      "ui/a.ts",
      "const closeDoors = 1",
      "`doors` in `closeDoors`",
    ],
    ["names and sentences use plain words", "ui/a.ts", "type A = { handed: string }", "`handed`"],
    [
      "names and sentences use plain words",
      "ui/a.tsx",
      "<p>Forget the rows?</p>",
      "`forget the rows`",
    ],
    [
      "names and sentences use plain words",
      "ui/a.ts",
      "const a = `It asks nothing.`",
      "`asks nothing`",
    ],
  ];
  it.each([...cases, ...more])("%s: %s %s", (rule, path, text, finding) => {
    const findings = rules[rule]([readSource(path, text)], architecture, aliases);
    expect(findings).toEqual([expect.stringContaining(finding)]);
  });

  it("files that import each other by way of another folder", () => {
    const files = [
      readSource("policy/index.ts", 'export { a } from "./a.ts"'),
      readSource("policy/a.ts", 'import { b } from "#scenario"'),
      readSource("scenario/index.ts", 'export { c } from "#policy"'),
      readSource("scenario/d.ts", 'import { b } from "#scenario"'),
    ];
    expect(rules["no files import each other in a circle"](files, architecture, aliases)).toEqual([
      "src/policy/a.ts: in a circle with policy/index.ts, scenario/index.ts",
    ]);
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

describe("the rules of the architecture allow", () => {
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
    ["testing/a.ts", 'import fc from "fast-check"; import { x } from "#state"'],
    ["engine/a.test.ts", 'import { x } from "#testing/arbitrary"; let turn = 0;'],
    [
      "engine/a.ts",
      "/** Both. */\nexport function a(x: 1): 1;\nexport function a(x: 2): 2;\nexport function a(x: unknown) { return x; }",
    ],
    ["keyhole.ts", "/** What it is. */\nexport const names = new Map([[1, 2]]); names.get(1);"],
    [
      "main.tsx",
      'const clipboard = "the keyboard"; const wantedness = "Copy it to the clipboard.";',
    ],
  ])("%s %s", (path, text) => {
    const source = readSource(path, text);
    const others = Object.entries(rules).filter(([name]) => !name.startsWith("what only tests"));
    expect(others.flatMap(([, rule]) => rule([source], architecture, aliases))).toEqual([]);
  });

  it("a file that a program uses by way of others", () => {
    const files = [
      readSource("keyhole.ts", 'export { a } from "#engine"'),
      readSource("engine/index.ts", 'export { a } from "./a.ts"'),
      readSource("engine/a.ts", ""),
    ];
    expect(rules["what only tests use is in src/testing"](files, architecture, aliases)).toEqual(
      [],
    );
  });
});
