import type { Saved } from "./work.ts";

/** The stores of the browser; reading either may throw where the user refuses them. */
export interface BrowserStores {
  readonly localStorage: Storage;
  readonly sessionStorage: Storage;
}

/** The copy of a tab: what it showed, at which fragment, and under which id its work is kept. */
export interface TabCopy {
  readonly fragment: string;
  readonly workId: string;
  readonly saved: Saved;
}

/** Where work is kept between visits. Total: a store that is refused, full or holds garbage is an empty one. */
export interface WorkStorage {
  /** This tab's own copy, for a reload. */
  readTab(): Promise<TabCopy | undefined>;
  writeTab(copy: TabCopy): boolean;
  /** The work that was saved last, in whichever tab. */
  readLatest(): Promise<Saved | undefined>;
  /** Saves a piece of work under its own key: tabs never write into one another's. */
  write(workId: string, saved: Saved): boolean;
}

// The number in the key is that of the format: another version neither reads nor overwrites this one's copies.
const tabKey = "keyhole.1.tab";
const workKey = "keyhole.1.work.";
/** So many pieces of work are kept; the oldest makes room for a new one. */
const piecesKept = 10;

export function createStorage(stores: BrowserStores, now: () => number): WorkStorage {
  return {
    readTab: async () => {
      const copy = attempt((): unknown => JSON.parse(stores.sessionStorage.getItem(tabKey) ?? ""));
      const { fragment, workId, saved: raw } = (copy ?? {}) as Partial<Record<string, unknown>>;
      if (typeof fragment !== "string" || typeof workId !== "string") return undefined;
      const saved = await restored(raw);
      return saved && { fragment, workId, saved };
    },
    writeTab: (copy) => {
      const done = written(() => stores.sessionStorage, tabKey, JSON.stringify(copy));
      // An older copy would come back at the next reload in place of the newer work.
      if (!done) attempt(() => stores.sessionStorage.removeItem(tabKey));
      return done;
    },
    readLatest: async () => {
      for (const { key } of attempt(() => pieces(stores.localStorage)) ?? []) {
        const saved = await restored(
          attempt((): unknown => {
            const text = stores.localStorage.getItem(key) ?? "";
            return JSON.parse(text.slice(text.indexOf("\n") + 1));
          }),
        );
        if (saved) return saved;
      }
      return undefined;
    },
    write: (workId, saved) => {
      const key = workKey + workId;
      // The time stands before the copy, so that the newest is found without reading them all.
      const text = `${now()}\n${JSON.stringify(saved)}`;
      const done = written(() => stores.localStorage, key, text);
      if (done) attempt(() => prune(stores.localStorage, key));
      return done;
    },
  };
}

/** A first visit has nothing to restore, and is usable without the code for it. */
async function restored(raw: unknown): Promise<Saved | undefined> {
  if (raw === undefined || raw === null) return undefined;
  const { restoreSaved } = await import("./restore-saved.ts");
  return restoreSaved(raw);
}

/** Writes, if need be after making room by giving up the oldest other pieces of work. */
function written(store: () => Storage, key: string, text: string): boolean {
  for (let tries = 0; tries <= piecesKept; tries += 1) {
    try {
      store().setItem(key, text);
      return true;
    } catch {
      const freed = attempt(() => {
        const oldest = pieces(store()).findLast((piece) => piece.key !== key);
        if (oldest) store().removeItem(oldest.key);
        return oldest;
      });
      if (!freed) return false;
    }
  }
  return false;
}

function prune(store: Storage, justWritten: string): void {
  for (const { key } of pieces(store).slice(piecesKept))
    if (key !== justWritten) store.removeItem(key);
}

/** The pieces of work in a store, the newest first. */
function pieces(store: Storage): readonly { readonly key: string; readonly at: number }[] {
  const keys = Array.from({ length: store.length }, (_, index) => store.key(index) ?? "");
  return keys
    .filter((key) => key.startsWith(workKey))
    .map((key) => ({ key, at: Number.parseInt(store.getItem(key)?.slice(0, 16) ?? "", 10) || 0 }))
    .sort((one, other) => other.at - one.at);
}

function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}
