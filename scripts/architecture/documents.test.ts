import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { architecture, pureFolders } from "./folders.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** The sections of a document: `3`, `3b`, and `3.12` for the twelfth point of section 3. */
function sectionsOf(document: string): Set<string> {
  const sections = new Set<string>();
  let section = "";
  for (const line of document.split("\n")) {
    const heading = /^## (\d+[a-z]?)\. /.exec(line)?.[1];
    const point = /^(\d+)\. /.exec(line)?.[1];
    if (heading) section = heading;
    if (section) sections.add(heading || !point ? section : `${section}.${point}`);
  }
  return sections;
}

/** The sections of a document that a text cites: `facts §3.12`, `(design §5.1 and §5.2)`. */
function citedSections(text: string, document: string): string[] {
  const citations = text.matchAll(
    new RegExp(
      `\\b${document}(?:\\.md)?\\s§(\\d+[a-z]?(?:\\.\\d+)?)(?:\\sand\\s§(\\d+(?:\\.\\d+)?))?`,
      "gi",
    ),
  );
  return [...citations].flatMap(([, one, other]) =>
    [one, other].filter((part) => part !== undefined),
  );
}

const files = ["src", "scripts", "e2e", "docs"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => /\.(tsx?|mjs|md)$/.test(path) && !path.endsWith("documents.test.ts"))
    .map((path) => join(folder, path)),
);

describe.each(["facts", "design"])("docs/%s.md", (document) => {
  const text = read(`docs/${document}.md`);
  const sections = sectionsOf(text);

  it("has every section that is cited", () => {
    const missing = [...files, "README.md", "CONTRIBUTING.md"].flatMap((path) =>
      citedSections(read(path), document)
        .filter((section) => !sections.has(section))
        .map((section) => `${path}: ${document} §${section}`),
    );
    expect(missing).toEqual([]);
  });

  it("is cited", () => {
    expect(files.some((path) => citedSections(read(path), document).length > 0)).toBe(true);
  });
});

describe("CONTRIBUTING.md, docs and the READMEs of folders", () => {
  const documents = [...files, "CONTRIBUTING.md"].filter((path) => path.endsWith(".md"));

  it.each(documents)("%s names only files that are there", (path) => {
    const named = [...read(path).matchAll(/`([\w./-]+\.(?:tsx?|mjs))`/g)].map(([, name]) => name);
    const isThere = (name = "") => files.some((file) => `/${file}`.endsWith(`/${name}`));
    expect(named.filter((name) => !isThere(name))).toEqual([]);
  });
});

describe("the citations that the test finds", () => {
  it.each([
    ["Source: facts §3.12.", ["3.12"]],
    ["(facts.md §4)", ["4"]],
    ["facts §5.1 and §5.2", ["5.1", "5.2"]],
    ["facts\n§6.", ["6"]],
  ])("%j", (text, sections) => {
    expect(citedSections(text, "facts")).toEqual(sections);
  });
});

describe("CONTRIBUTING.md", () => {
  const text = read("CONTRIBUTING.md");
  const rows = [...text.matchAll(/^\| `src\/([\w.-]+)` +\|[^|]*\| ([^|]*?) *\|$/gm)];

  it("lists every folder with what it may import, as the architecture test has it", () => {
    const listed = Object.fromEntries(rows.map(([, folder, may]) => [folder, may]));
    const expected = Object.entries(architecture).map(([name, { may, types = [] }]) => {
      const others = may.filter((folder) => !pureFolders.includes(folder));
      const hasAllPure = pureFolders.every((folder) => may.includes(folder));
      const folders = hasAllPure ? [...others, "the pure folders"] : may;
      const all = [...folders, ...types.map((folder) => `types of ${folder}`)];
      const file = name === "keyhole" ? "keyhole.ts" : name === "main" ? "main.tsx" : name;
      return [file, all.length > 0 ? all.join(", ") : "nothing"];
    });
    expect(listed).toEqual(Object.fromEntries(expected));
  });

  it("explains at most 25 words, each in the alphabetical order", () => {
    const glossary = text.slice(text.indexOf("## Words"));
    const words = [...glossary.matchAll(/^- \*\*(.+?)\*\*: /gm)].map(([, word]) => word ?? "");
    expect(words.length).toBeGreaterThan(10);
    expect(words.length).toBeLessThanOrEqual(25);
    expect(words).toEqual([...words].sort((one, other) => one.localeCompare(other)));
  });
});
