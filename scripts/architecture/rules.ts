import { posix } from "node:path";
import { cyclesOf } from "./cycles.ts";
import type { Source } from "./source.ts";
import { avoidedWords } from "./words.ts";

/** What one folder (or file) directly under src may use. */
export interface Folder {
  /** Folders it may import. */
  may: readonly string[];
  /** Folders of which it may import types only. */
  types?: readonly string[];
  /** Packages it may import; left out: any. */
  packages?: readonly string[];
  /** The same input gives the same output: no clock, no randomness, no state of a module. */
  pure?: true;
}

/** Every folder (and file) directly under src by name. */
export type Architecture = Readonly<Record<string, Folder>>;

/** The entry points of folders: alias → file, as `package.json#imports` has them. */
export type Aliases = Readonly<Record<string, string>>;

/** The programs that are shipped, each by the file that it begins with. */
const programs = ["main.tsx", "keyhole.ts", "worker/entry.ts", "offline/sw.ts", "cli/entry.ts"];

/** The one file that uses React's `lazy`: what it makes has a boundary with “Try again”. */
const lazyPartFile = "ui/parts/lazy-part.tsx";
/** Files of ui fetch code by these … */
const laterCode = ["lazy-part.tsx", "use-attempt.tsx"];
/** … or do without the code, or say by themselves that it is missing. */
const ownNotice: Readonly<Record<string, string>> = {
  "ui/import/import-code.ts": "import-dialogs.tsx asks for it by `lazyPart`",
  "ui/editor/download.ts": "its callers use `useAttempt`",
  "ui/editor/editor-frame.tsx": "a plain field in its place, with a notice",
  "ui/editor/monaco/language-features.ts": "asked again at the next key",
  "ui/editor/monaco/late-features.ts": "asked again at the next touch of the editor",
  "ui/export/export-footer.tsx": "says it beside its button",
  "ui/export/preview.tsx": "plain text in its place",
  "ui/screens/later-parts.ts": "its callers use `lazyPart`",
  "ui/parts/suggest-input.tsx": "a plain field in its place",
  "ui/status/use-accounts-status.ts": "“Checking” in its place; the list of accounts says it",
};

/** Files in which `id` is another id, and what it is. */
const otherIds: Readonly<Record<string, string>> = {
  "export/stackset/readme.ts": "logical ids of a CloudFormation template",
  "import/terraform/policies.ts": "Terraform's `key_id`: an ARN or a key's id",
  "share/decode.ts": "the id of a link's format",
};

/** Each rule names what it found, one line per finding. */
export const rules = {
  "folders import only the folders they may": (sources: Source[], architecture: Architecture) =>
    sources.flatMap((source) => {
      const from = folderOf(source.path);
      // Tests check one folder with the help of others; what they import is never shipped.
      const folder = isTest(source)
        ? withHelp(architecture[from], architecture)
        : architecture[from];
      if (!folder) return [`src/${source.path}: \`${from}\` is not in the table`];
      return source.imports.flatMap((one) => {
        const to = targetOf(source, one.from);
        if (to === undefined || to === from || folder.may.includes(to)) return [];
        if (one.onlyTypes && folder.types?.includes(to)) return [];
        const what = folder.types?.includes(to) ? "only types of" : "nothing of";
        return [`src/${source.path}: \`${from}\` may import ${what} \`${to}\``];
      });
    }),

  "folders are entered by their entry points": (
    sources: Source[],
    _architecture: Architecture,
    aliases: Aliases,
  ) =>
    sources.flatMap((source) =>
      source.imports.flatMap(({ from }) => {
        if (from.startsWith("#"))
          return isAlias(from, aliases) ? [] : [at(source, from, "no such entry point")];
        const to = targetOf(source, from);
        if (to === undefined || to === folderOf(source.path)) return [];
        if (to.startsWith("..")) return [at(source, from, "leaves src")];
        return `#${to}` in aliases || `#${to}/*` in aliases ? [at(source, from, `use #${to}`)] : [];
      }),
    ),

  "folders use only the packages they may": (sources: Source[], architecture: Architecture) =>
    sources
      .filter((source) => !isTest(source))
      .flatMap((source) => {
        const allowed = architecture[folderOf(source.path)]?.packages;
        return source.imports.flatMap(({ from }) => {
          if (/^[.#/]/.test(from) || !allowed || allowed.includes(packageOf(from))) return [];
          return [at(source, from, "not in the table")];
        });
      }),

  "an index names what it exports": (sources: Source[]) =>
    sources
      .filter(({ path }) => path.endsWith("/index.ts"))
      .flatMap((source) => found(source, ["export *", "export default"])),

  "pure folders use no clock and no randomness": (sources: Source[], architecture: Architecture) =>
    sources
      .filter(({ path }) => architecture[folderOf(path)]?.pure && !path.includes(".bench."))
      .flatMap((source) => found(source, ["Date.now()", "Math.random()", "new Date()"])),

  "no files import each other in a circle": (
    sources: Source[],
    _architecture: Architecture,
    aliases: Aliases,
  ) => {
    const importsOf = new Map(
      sources.map((source) => [source.path, importedFiles(source, aliases)] as const),
    );
    return cyclesOf(importsOf).map(
      ([file, ...others]) => `src/${file}: in a circle with ${others.join(", ") || "itself"}`,
    );
  },

  "pure folders keep no state in modules": (sources: Source[], architecture: Architecture) =>
    sources
      .filter((source) => architecture[folderOf(source.path)]?.pure && !isTest(source))
      .flatMap(({ path, declarations }) =>
        declarations.moduleState.map((what) => `src/${path}: ${what}`),
      ),

  "what only tests use is in src/testing": (
    sources: Source[],
    _architecture: Architecture,
    aliases: Aliases,
  ) => {
    const shipped = reachedFrom(programs, sources, aliases);
    return sources
      .filter((source) => /\.tsx?$/.test(source.path) && !source.path.endsWith(".d.ts"))
      .filter((source) => !isTest(source) && folderOf(source.path) !== "testing")
      .filter(({ path }) => !shipped.has(path))
      .map(({ path }) => `src/${path}: no program uses it`);
  },

  "exported functions and classes have docstrings": (sources: Source[]) =>
    sources
      .filter((source) => !isTest(source))
      .flatMap(({ path, declarations }) =>
        declarations.undocumented.map((name) => `src/${path}: \`${name}\` has no docstring`),
      ),

  "exported types have docstrings": (sources: Source[]) =>
    sources
      .filter((source) => !isTest(source))
      .flatMap(({ path, declarations }) =>
        declarations.undocumentedTypes.map((name) => `src/${path}: \`${name}\` has no docstring`),
      ),

  "names and sentences use plain words": (sources: Source[]) => sources.flatMap(avoidedWords),

  "text never becomes code or markup": (sources: Source[]) =>
    sources.flatMap((source) =>
      found(source, ["eval()", "new Function()", "dangerouslySetInnerHTML"]),
    ),

  "ids of documents, probes and steps are not parsed": (sources: Source[]) =>
    sources
      .filter((source) => !isTest(source) && !otherIds[source.path])
      .flatMap((source) => {
        const parsed = [...source.habits].filter((habit) => habit.startsWith("parses "));
        return found(source, parsed);
      }),

  "code that is fetched later says when it cannot be": (sources: Source[]) =>
    sources
      .filter(({ path }) => path.startsWith("ui/") && path !== lazyPartFile)
      .flatMap((source) => {
        const parts = source.imports.map(({ from }) => posix.basename(from));
        const isSafe = laterCode.some((name) => parts.includes(name)) || ownNotice[source.path];
        return found(source, isSafe || isTest(source) ? ["lazy"] : ["lazy", "import()"]);
      }),

  "names are kebab-case and say something": (sources: Source[]) =>
    sources.flatMap(({ path }) =>
      path.split("/").flatMap((name) => {
        const stem = name.replace(/\..*$/, "");
        if (/^(utils?|helpers?)$/.test(stem)) return [`src/${path}: \`${stem}\` says nothing`];
        if (name === "README.md" || /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9-]+)*$/.test(name)) return [];
        return [`src/${path}: \`${name}\` is not kebab-case`];
      }),
    ),
} satisfies Record<string, Rule>;

type Rule = (sources: Source[], architecture: Architecture, aliases: Aliases) => string[];

/** Findings in files that are not excepted. */
export function withoutExcepted(
  findings: readonly string[],
  excepted: Readonly<Record<string, string>>,
): string[] {
  return findings.filter(
    (finding) => excepted[finding.slice("src/".length).split(": ")[0] ?? ""] === undefined,
  );
}

/** Files longer than `most` lines that nobody has given a reason for. */
export function tooLong(
  sources: Source[],
  most: number,
  excepted: Record<string, string>,
): string[] {
  return sources.flatMap(({ path, text }) => {
    const lines = text.split("\n").length - 1;
    if (lines <= most || path.endsWith(".generated.ts") || excepted[path]) return [];
    return [`src/${path}: ${lines} lines, at most ${most}`];
  });
}

/** Whether an alias of package.json has this name; `#testing/*` stands for every file of a folder. */
function isAlias(name: string, aliases: Aliases): boolean {
  return (
    name in aliases ||
    Object.keys(aliases).some(
      (alias) => alias.endsWith("/*") && name.startsWith(alias.slice(0, -1)),
    )
  );
}

/** The folder under src that a file is in; a file directly under src counts as a folder. */
function folderOf(path: string): string {
  return path.split("/")[0]?.replace(/\..*$/, "") ?? "";
}

function targetOf(source: Source, from: string): string | undefined {
  if (from.startsWith("#")) return from.slice(1).split("/")[0];
  if (!from.startsWith(".")) return undefined;
  const path = posix.normalize(posix.join(posix.dirname(source.path), from));
  return path.startsWith("..") ? path : folderOf(path);
}

/** The files of src that a file imports. */
function importedFiles(source: Source, aliases: Aliases): string[] {
  return source.imports.flatMap(({ from }) => {
    if (from.startsWith(".")) return posix.join(posix.dirname(source.path), from);
    const exact = aliases[from];
    if (exact !== undefined) return exact.replace("./src/", "");
    const folder = from.split("/")[0];
    const file = aliases[`${folder}/*`]?.replace("*", from.slice(`${folder}/`.length));
    return file?.replace("./src/", "") ?? [];
  });
}

/** The files that some files import, these included, and what those import. */
function reachedFrom(
  files: readonly string[],
  sources: readonly Source[],
  aliases: Aliases,
): Set<string> {
  const byPath = new Map(sources.map((source) => [source.path, source]));
  const reached = new Set<string>();
  const waiting = [...files];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const source = byPath.get(path);
    if (!source || reached.has(path)) continue;
    reached.add(path);
    waiting.push(...importedFiles(source, aliases));
  }
  return reached;
}

function withHelp(folder: Folder | undefined, architecture: Architecture): Folder | undefined {
  const pure = Object.keys(architecture).filter((name) => architecture[name]?.pure);
  return folder && { ...folder, may: [...folder.may, ...(folder.types ?? []), ...pure, "testing"] };
}

function packageOf(from: string): string {
  return from
    .split("/")
    .slice(0, from.startsWith("@") ? 2 : 1)
    .join("/");
}

function isTest({ path }: Source): boolean {
  return /\.(test|bench)\.tsx?$/.test(path);
}

function found(source: Source, habits: string[]): string[] {
  return habits
    .filter((habit) => source.habits.has(habit))
    .map((habit) => `src/${source.path}: has \`${habit}\``);
}

function at(source: Source, from: string, what: string): string {
  return `src/${source.path}: imports \`${from}\`: ${what}`;
}
