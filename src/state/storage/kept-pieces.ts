import type { Scenario } from "#scenario";
import { newWorkId, type Saved } from "../work.ts";
import { attempt, nameKey, piecesIn, readPiece, succeeds, workKey } from "./storage.ts";

/** The number of stored works without a name; a new one replaces the oldest. */
const maximumUnnamed = 20;
/** The most works in the list: more than fit into a browser's storage. */
const maximumListed = 1_000;
export const maximumName = 80;

/** A stored work, as the list shows it. */
export interface PieceSummary {
  readonly workId: string;
  /** The user's name for it, or a name made from the answers. */
  readonly name: string;
  readonly isNamed: boolean;
  /** Milliseconds since 1970; 0 if the stored text has no time. */
  readonly changedAt: number;
  readonly accounts: number;
  readonly editedDocuments: number;
  /** False if the stored text is not work: it can only be deleted. */
  readonly isReadable: boolean;
}

/** A removed work with its stored text, to restore it. */
export interface RemovedPiece extends PieceSummary {
  readonly stored: string;
}

/** The result of a write. */
export interface Written {
  /** The piece's new mark; `undefined` if the browser refused to store it. */
  readonly mark: string | undefined;
  /** The works that were removed to make space. */
  readonly removed: readonly RemovedPiece[];
}

/** The pieces of work in a store. Throws only what the store throws, where the text says so. */
export function createKeptPieces(store: () => Storage, now: () => number) {
  const nameOf = (workId: string): string | undefined => {
    const name = attempt(() => store().getItem(nameKey + workId))?.trim();
    return name ? name.slice(0, maximumName) : undefined;
  };

  const summaryOf = (workId: string, at: number): PieceSummary => {
    const raw = attempt((): unknown => JSON.parse(readPiece(store(), workId)?.text ?? ""));
    const { scenario, edits } = recordOf(raw) ?? {};
    const answers = recordOf(scenario);
    const name = nameOf(workId);
    return {
      workId,
      name: name ?? (answers ? defaultName(answers) : "Unreadable work"),
      isNamed: name !== undefined,
      changedAt: at,
      accounts: Array.isArray(answers?.targets) ? answers.targets.length : 0,
      editedDocuments: Object.keys(recordOf(edits) ?? {}).length,
      isReadable: answers !== undefined,
    };
  };

  const remove = (workId: string, at: number): RemovedPiece => {
    const removed = {
      ...summaryOf(workId, at),
      stored: store().getItem(workKey + workId) ?? "",
    };
    store().removeItem(workKey + workId);
    store().removeItem(nameKey + workId);
    return removed;
  };

  /** The works that can be removed, the oldest first. */
  const replaceable = (spared: ReadonlySet<string>) =>
    piecesIn(store())
      .filter(({ workId }) => !spared.has(workId) && nameOf(workId) === undefined)
      .reverse();

  return {
    /** All kept pieces, the newest first. Throws if the store is refused. */
    list: (): readonly PieceSummary[] =>
      piecesIn(store())
        .slice(0, maximumListed)
        .map(({ workId, at }) => summaryOf(workId, at)),

    /** A piece's mark now; `undefined` if it is not kept. */
    markOf: (workId: string): string | undefined => attempt(() => readPiece(store(), workId))?.mark,

    /** Writes a piece; makes room by removing the oldest ones without a name that are not spared. */
    write: (workId: string, saved: Saved, spared: ReadonlySet<string>): Written => {
      const keep = new Set([...spared, workId]);
      const mark = `${now()} ${newWorkId().slice(0, 8)}`;
      const text = `${mark}\n${JSON.stringify(saved)}`;
      const removed: RemovedPiece[] = [];
      const removeOldest = (): boolean => {
        const [oldest] = attempt(() => replaceable(keep)) ?? [];
        const gone = oldest && attempt(() => remove(oldest.workId, oldest.at));
        if (gone) removed.push(gone);
        return gone !== undefined;
      };
      const put = () => succeeds(() => store().setItem(workKey + workId, text));
      while (!put()) if (!removeOldest()) return { mark: undefined, removed };
      const unnamed = attempt(() => replaceable(new Set()))?.length ?? 0;
      for (let over = unnamed - maximumUnnamed; over > 0; over -= 1) if (!removeOldest()) break;
      return { mark, removed };
    },

    /** Removes a piece and gives what `putBack` needs. Throws if the store is refused. */
    remove: (workId: string): RemovedPiece =>
      remove(workId, piecesIn(store()).find((piece) => piece.workId === workId)?.at ?? 0),

    /** Puts a removed piece back under its name, or under the one given. Throws if the store is refused or full. */
    putBack: ({ workId, stored, isNamed, name }: RemovedPiece, newName?: string) => {
      store().setItem(workKey + workId, stored);
      const kept = newName ?? (isNamed ? name : undefined);
      if (kept !== undefined) store().setItem(nameKey + workId, kept);
    },

    /** Names a piece; an empty name gives it the one made from the answers again. Throws if the store is refused or full. */
    rename: (workId: string, name: string) => {
      const trimmed = name.trim().slice(0, maximumName);
      if (trimmed === "") store().removeItem(nameKey + workId);
      else store().setItem(nameKey + workId, trimmed);
    },
  };
}

export type KeptPieces = ReturnType<typeof createKeptPieces>;

/** "CadoResponseRole in Production (222222222222) and 3 more accounts": from answers that anyone may have stored. */
function defaultName(answers: Partial<Record<keyof Scenario, unknown>>): string {
  const targets = Array.isArray(answers.targets) ? (answers.targets as readonly unknown[]) : [];
  const target = recordOf(targets[0]);
  const platform = recordOf(answers.platform);
  const role = short(platform?.role) || "Role not named";
  const account = short(target?.account) || short(platform?.account) || "an account to come";
  const label = short(target?.name);
  const more = targets.length - 1;
  const others = more > 0 ? ` and ${more} more ${more === 1 ? "account" : "accounts"}` : "";
  return `${role} in ${label ? `${label} (${account})` : account}${others}`;
}

const short = (value: unknown): string =>
  typeof value === "string" ? value.trim().slice(0, 64) : "";

const recordOf = (value: unknown): Partial<Record<string, unknown>> | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Partial<Record<string, unknown>>)
    : undefined;
