import { posix } from "node:path";
import type { Source } from "./source.ts";

/** What one folder (or file) directly under src may use. */
export interface Room {
  /** Rooms it may import. */
  may: readonly string[];
  /** Rooms of which it may import types only. */
  types?: readonly string[];
  /** Packages it may import; left out: any. */
  packages?: readonly string[];
  /** Same in, same out: no clock, no chance. */
  pure?: true;
}

export type House = Readonly<Record<string, Room>>;

/** The one file that uses React's `lazy`: what it makes has a boundary with “Try again”. */
const lazyPartFile = "ui/parts/lazy-part.tsx";
/** Files of ui fetch code by these … */
const laterCode = ["lazy-part.tsx", "use-attempt.tsx"];
/** … or do without the code, or say by themselves that it is missing. */
const ownNotice: Readonly<Record<string, string>> = {
  "ui/import/import-code.ts": "import-dialogs.tsx asks for it by `lazyPart`",
  "ui/import/use-merged.ts": "gives the screen a way to try again",
  "ui/editor/download.ts": "its callers use `useAttempt`",
  "ui/editor/editor-frame.tsx": "a plain field in its place, with a notice",
  "ui/editor/monaco/language-features.ts": "asked again at the next key",
  "ui/editor/monaco/late-features.ts": "asked again at the next touch of the editor",
  "ui/export/export-footer.tsx": "says it beside its button",
  "ui/export/preview.tsx": "plain text in its place",
  "ui/screens/later-parts.ts": "its callers use `lazyPart`",
  "ui/parts/suggest-input.tsx": "a plain field in its place",
};

/** Each rule names what it found, one line per finding. */
export const rules = {
  "rooms import only the rooms they may": (sources: Source[], house: House) =>
    sources.flatMap((source) => {
      const from = roomOf(source.path);
      // Tests check one room with the help of others; what they import is never shipped.
      const room = isTest(source) ? withHelp(house[from], house) : house[from];
      if (!room) return [`src/${source.path}: \`${from}\` is not in the table`];
      return source.imports.flatMap((one) => {
        const to = targetOf(source, one.from);
        if (to === undefined || to === from || room.may.includes(to)) return [];
        if (one.onlyTypes && room.types?.includes(to)) return [];
        const what = room.types?.includes(to) ? "only types of" : "nothing of";
        return [`src/${source.path}: \`${from}\` may import ${what} \`${to}\``];
      });
    }),

  "rooms are entered by their door": (sources: Source[], _house: House, doors: readonly string[]) =>
    sources.flatMap((source) =>
      source.imports.flatMap(({ from }) => {
        if (from.startsWith("#"))
          return isDoor(from, doors) ? [] : [at(source, from, "no such door")];
        const to = targetOf(source, from);
        if (to === undefined || to === roomOf(source.path)) return [];
        if (to.startsWith("..")) return [at(source, from, "leaves src")];
        return doors.includes(`#${to}`) || doors.includes(`#${to}/*`)
          ? [at(source, from, `use #${to}`)]
          : [];
      }),
    ),

  "rooms use only the packages they may": (sources: Source[], house: House) =>
    sources
      .filter((source) => !isTest(source))
      .flatMap((source) => {
        const allowed = house[roomOf(source.path)]?.packages;
        return source.imports.flatMap(({ from }) => {
          if (/^[.#/]/.test(from) || !allowed || allowed.includes(packageOf(from))) return [];
          return [at(source, from, "not in the table")];
        });
      }),

  "an index names what it exports": (sources: Source[]) =>
    sources
      .filter(({ path }) => path.endsWith("/index.ts"))
      .flatMap((source) => found(source, ["export *", "export default"])),

  "pure rooms know no clock and no chance": (sources: Source[], house: House) =>
    sources
      .filter(({ path }) => house[roomOf(path)]?.pure && !path.includes(".bench."))
      .flatMap((source) => found(source, ["Date.now()", "Math.random()", "new Date()"])),

  "text never becomes code or markup": (sources: Source[]) =>
    sources.flatMap((source) =>
      found(source, ["eval()", "new Function()", "dangerouslySetInnerHTML"]),
    ),

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

type Rule = (sources: Source[], house: House, doors: readonly string[]) => string[];

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
function isDoor(name: string, doors: readonly string[]): boolean {
  return (
    doors.includes(name) ||
    doors.some((door) => door.endsWith("/*") && name.startsWith(door.slice(0, -1)))
  );
}

/** The folder under src that a file is in; a file directly under src is a room of its own. */
function roomOf(path: string): string {
  return path.split("/")[0]?.replace(/\..*$/, "") ?? "";
}

function targetOf(source: Source, from: string): string | undefined {
  if (from.startsWith("#")) return from.slice(1).split("/")[0];
  if (!from.startsWith(".")) return undefined;
  const path = posix.normalize(posix.join(posix.dirname(source.path), from));
  return path.startsWith("..") ? path : roomOf(path);
}

function withHelp(room: Room | undefined, house: House): Room | undefined {
  const pure = Object.keys(house).filter((name) => house[name]?.pure);
  return room && { ...room, may: [...room.may, ...(room.types ?? []), ...pure, "testing"] };
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
