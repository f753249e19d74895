import type { Saved } from "../work.ts";

/** The stores of the browser. Reading one throws if the user blocks it. */
export interface BrowserStores {
  readonly localStorage: Storage;
  readonly sessionStorage: Storage;
}

// The number in a key is that of the format: another version neither reads nor overwrites this one's copies.
export const tabKey = "keyhole.1.tab";
export const historyKey = "keyhole.1.history";
export const workKey = "keyhole.1.work.";
export const nameKey = "keyhole.1.name.";
/** Stored once the user has chosen between guide and workbench. */
const visitedKey = "keyhole.1.visited";

/** The copy of a tab: the state that it showed, the fragment, and the id of its work. */
export interface TabCopy {
  readonly fragment: string;
  readonly workId: string;
  readonly saved: Saved;
  /** The stored form of the state, which the tab's history refers to. */
  readonly raw: object;
  /** The id that connects the tab's history with this copy. */
  readonly copy?: string | undefined;
  /** The mark of the stored work that the copy is equal to; earlier versions did not write one. */
  readonly mark?: string | undefined;
  /** Whether the copy has changes that the stored work lacks. */
  readonly unsaved: boolean;
  /** Whether the fragment could not be opened, so that a reload tries again. */
  readonly unopened: boolean;
}

/** A stored work. */
export interface KeptCopy {
  readonly workId: string;
  readonly saved: Saved;
  readonly mark: string;
}

/**
 * The copy of this tab, for a reload; `undefined` if there is no valid copy. Rejects if it cannot be restored, or if the
 * code for that cannot be loaded.
 */
export async function readTab(stores: BrowserStores): Promise<TabCopy | undefined> {
  const json = attempt((): unknown => JSON.parse(stores.sessionStorage.getItem(tabKey) ?? ""));
  const copy = (json ?? {}) as Partial<Record<string, unknown>>;
  const { fragment, workId, saved: raw } = copy;
  if (typeof fragment !== "string" || typeof workId !== "string") return undefined;
  const saved = await restored(raw);
  return (
    saved && {
      fragment,
      workId,
      saved,
      raw: raw as object,
      copy: textOf(copy.copy),
      mark: textOf(copy.mark),
      unsaved: copy.unsaved === true,
      unopened: copy.unopened === true,
    }
  );
}

/** The work that any tab saved last. Rejects if there is work but none can be restored. */
export async function readLatest(stores: BrowserStores): Promise<KeptCopy | undefined> {
  let failure: { readonly error: unknown } | undefined;
  for (const { workId } of attempt(() => piecesIn(stores.localStorage)) ?? []) {
    const piece = attempt(() => readPiece(stores.localStorage, workId));
    try {
      const saved = await restored(attempt((): unknown => JSON.parse(piece?.text ?? "")));
      if (saved && piece) return { workId, saved, mark: piece.mark };
    } catch (error) {
      failure ??= { error };
    }
  }
  if (failure) throw failure.error;
  return undefined;
}

/**
 * A stored work: `<milliseconds> <mark>` and a line break before the JSON, so that the newest is found without parsing all.
 * The whole first line is its mark, which every write changes.
 */
export function readPiece(
  store: Storage,
  workId: string,
): { readonly mark: string; readonly text: string } | undefined {
  const stored = store.getItem(workKey + workId);
  if (stored === null) return undefined;
  const end = stored.indexOf("\n");
  return { mark: stored.slice(0, Math.max(end, 0)), text: stored.slice(end + 1) };
}

/** The works in a store with the time of each write, the newest first. */
export function piecesIn(
  store: Storage,
): readonly { readonly workId: string; readonly at: number }[] {
  const keys = Array.from({ length: store.length }, (_, index) => store.key(index) ?? "");
  return keys
    .filter((key) => key.startsWith(workKey))
    .map((key) => ({
      workId: key.slice(workKey.length),
      at: Number.parseInt(store.getItem(key)?.slice(0, 16) ?? "", 10) || 0,
    }))
    .sort((one, other) => other.at - one.at);
}

/** A first visit has nothing to restore, so it does not load the code for it. */
async function restored(raw: unknown): Promise<Saved | undefined> {
  if (raw === undefined || raw === null) return undefined;
  const { restoreSaved } = await import("./restore-saved.ts");
  return restoreSaved(raw);
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value : undefined;

/** The result of the action, or `undefined` if it throws: a blocked or invalid store counts as empty. */
export function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

/** Whether the action ends without throwing. */
export function succeeds(action: () => void): boolean {
  return (
    attempt(() => {
      action();
      return true;
    }) === true
  );
}

/** Whether the user has chosen between guide and workbench; also true if the store is blocked, which cannot remember it. */
export function hasChosenView(stores: BrowserStores): boolean {
  return attempt(() => stores.localStorage.getItem(visitedKey) === null) !== true;
}

/** Remembers that the user has chosen between guide and workbench. */
export function rememberChosenView(stores: BrowserStores): void {
  attempt(() => stores.localStorage.setItem(visitedKey, "1"));
}
