import type { Page } from "./page.ts";
import { workKey } from "./storage.ts";

/**
 * Which pieces of work this tab has to itself. A Web Lock stands for each; where the browser has none (pages without
 * HTTPS), every claim succeeds, and the mark of a kept piece tells before each write whether another tab wrote it.
 */
export interface WorkLocks {
  /** Whether this tab has the piece to itself now. Waits so many milliseconds for another tab to give it up. */
  claim(workId: string, wait: number): Promise<boolean>;
  /** Gives a piece up, for other tabs to claim. */
  release(workId: string): void;
  /** The pieces that other tabs have; none if the browser does not say. */
  claimedElsewhere(): Promise<ReadonlySet<string>>;
}

/** The locks by which tabs show each other what they have open. Without Web Locks every claim succeeds. */
export function createWorkLocks(page: Pick<Page, "navigator" | "setTimeout" | "clearTimeout">) {
  const { locks } = page.navigator;
  const held = new Map<string, () => void>();

  const request = (workId: string, options: LockOptions): Promise<boolean> =>
    new Promise((answer, fail) => {
      const hold = (lock: Lock | null) => {
        if (!lock) return answer(false);
        return new Promise<void>((release) => {
          held.set(workId, release);
          answer(true);
        });
      };
      locks?.request(workKey + workId, options, hold).catch(fail);
    });

  const claim = async (workId: string, wait: number): Promise<boolean> => {
    if (!locks || held.has(workId)) return true;
    const limit = new AbortController();
    try {
      if (await request(workId, { ifAvailable: true })) return true;
      if (wait === 0) return false;
      const timer = page.setTimeout(() => limit.abort(), wait);
      const isGranted = await request(workId, { signal: limit.signal });
      page.clearTimeout(timer);
      return isGranted;
    } catch {
      // Aborted: another tab has it. Else the browser refuses locks: as if it had none.
      return !limit.signal.aborted;
    }
  };

  const locksOfPage: WorkLocks = {
    claim,
    release: (workId) => {
      held.get(workId)?.();
      held.delete(workId);
    },
    claimedElsewhere: async () => {
      const all = await locks?.query().catch(() => undefined);
      const names = (all?.held ?? []).flatMap(({ name = "" }) =>
        name.startsWith(workKey) ? [name.slice(workKey.length)] : [],
      );
      return new Set(names.filter((workId) => !held.has(workId)));
    },
  };
  return locksOfPage;
}
