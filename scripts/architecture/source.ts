import { readdirSync, readFileSync } from "node:fs";
import { join, sep } from "node:path";
import { type ESTree, parseSync, Visitor } from "vite";
import { type Declarations, declarationsOf } from "./declarations.ts";

/** One file of src, with what the rules of the architecture ask about it. */
export interface Source {
  /** Below src, with slashes. */
  path: string;
  text: string;
  imports: Import[];
  /** Questionable things that it does: `Math.random()`, `eval()`, `export *` … */
  habits: Set<string>;
  /** What it declares at its top level. */
  declarations: Declarations;
  /** The names that it declares or writes: variables, functions, types, members. */
  names: Set<string>;
  /** Its sentences: texts with a space between letters, of literals, templates and JSX. */
  sentences: Set<string>;
}

/** One import or re-export of a file. */
export interface Import {
  from: string;
  onlyTypes: boolean;
}

/** Every file below a folder. */
export function readSources(folder: string): Source[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) =>
      readSource(file.slice(folder.length).split(sep).join("/"), readFileSync(file, "utf8")),
    )
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Reads one file. Only TypeScript is looked into. */
export function readSource(path: string, text: string): Source {
  const source: Source = {
    path,
    text,
    imports: [],
    habits: new Set(),
    declarations: { moduleState: [], undocumented: [], undocumentedTypes: [] },
    names: new Set(),
    sentences: new Set(),
  };
  if (!/\.tsx?$/.test(path)) return source;
  const { program, errors, comments } = parseSync(path, text);
  if (errors[0]) throw new Error(`src/${path}: ${errors[0].message}`);
  const { imports, habits, names, sentences } = source;
  source.declarations = declarationsOf(program, comments, text);
  const addSentence = (value: string) => {
    if (/\p{L}[\p{P}]* [\p{P}]*\p{L}/u.test(value))
      sentences.add(value.replace(/\s+/g, " ").trim());
  };
  const add = (literal: ESTree.Node | null, onlyTypes = false) => {
    const from = literal && stringOf(literal);
    if (typeof from === "string") imports.push({ from: from.replace(/\?.*$/, ""), onlyTypes });
  };
  new Visitor({
    ImportDeclaration(node) {
      if (node.source.value === "react" && importsLazy(node.specifiers)) habits.add("lazy");
      const named = node.specifiers.map((one) => one.type === "ImportSpecifier" && one.importKind);
      add(node.source, node.importKind === "type" || allTypes(named));
    },
    ExportNamedDeclaration(node) {
      add(
        node.source,
        node.exportKind === "type" || allTypes(node.specifiers.map((s) => s.exportKind)),
      );
    },
    ExportAllDeclaration(node) {
      habits.add("export *");
      add(node.source, node.exportKind === "type");
    },
    ExportDefaultDeclaration() {
      habits.add("export default");
    },
    ImportExpression(node) {
      habits.add("import()");
      add(node.source);
    },
    TSImportType(node) {
      add(node.source, true);
    },
    NewExpression(node) {
      const name = nameOf(node.callee);
      // new URL("./worker.ts", import.meta.url) is how a worker is imported.
      if (name === "URL" && node.arguments[1]) add(node.arguments[0] ?? null);
      if (name === "Function") habits.add("new Function()");
      if (name === "Date" && node.arguments.length === 0) habits.add("new Date()");
    },
    CallExpression(node) {
      const name = nameOf(node.callee);
      if (name === "eval") habits.add("eval()");
      if (name === "Function") habits.add("new Function()");
      if (name === "Date") habits.add("new Date()");
      const id = parsedId(node);
      if (id) habits.add(`parses ${id}`);
    },
    MemberExpression(node) {
      const name = nameOf(node);
      if (name === "React.lazy") habits.add("lazy");
      if (name === "Date.now" || name === "Math.random") habits.add(`${name}()`);
    },
    // However it is written: as a JSX attribute, or in an object that is spread into one.
    JSXIdentifier(node) {
      addHtml(node.name, habits);
    },
    Identifier(node) {
      addHtml(node.name, habits);
      names.add(node.name);
    },
    Literal(node) {
      if (typeof node.value === "string") addSentence(node.value);
    },
    TemplateElement(node) {
      addSentence(node.value.cooked ?? node.value.raw);
    },
    JSXText(node) {
      addSentence(node.value);
    },
  }).visit(program);
  return source;
}

function allTypes(kinds: readonly unknown[]): boolean {
  return kinds.length > 0 && kinds.every((kind) => kind === "type");
}

function importsLazy(specifiers: ESTree.ImportDeclaration["specifiers"]): boolean {
  return specifiers.some(
    (one) => one.type === "ImportSpecifier" && (one.imported as { name?: string }).name === "lazy",
  );
}

function addHtml(name: string, habits: Set<string>): void {
  if (name === "dangerouslySetInnerHTML") habits.add(name);
}

function stringOf(node: ESTree.Node): string | undefined {
  if (node.type === "Literal" && typeof node.value === "string") return node.value;
  if (node.type === "TemplateLiteral" && node.quasis.length === 1)
    return node.quasis[0]?.value.cooked ?? undefined;
  return undefined;
}

const parsing =
  /^(startsWith|endsWith|includes|indexOf|lastIndexOf|match|matchAll|replace|search|split)$/;
const idOfWork = /^((document|owner|part|probe|source|step)I|i)d$/;

/** The id that a call takes apart, by `id.split("/")` or by a regular expression; `undefined` for all other calls. */
function parsedId({ callee, arguments: [given] }: ESTree.CallExpression): string | undefined {
  if (callee.type !== "MemberExpression") return undefined;
  const method = nameOf(callee.property);
  const { object } = callee;
  const isPattern = object.type === "Literal" && "regex" in object;
  const text = parsing.test(method) ? object : isPattern ? given : undefined;
  const name = text ? (nameOf(text).split(".").at(-1) ?? "") : "";
  return idOfWork.test(name) ? name : undefined;
}

function nameOf(node: ESTree.Node): string {
  if (node.type === "Identifier") return node.name;
  if (node.type !== "MemberExpression") return "";
  const property = node.computed ? stringOf(node.property) : nameOf(node.property);
  return `${nameOf(node.object)}.${property ?? ""}`;
}
