import type { Page } from "../page.ts";
import { workKey } from "./storage.ts";

/**
 * The works that only this tab can write, each with a Web Lock. If the browser has no Web Locks (pages without HTTPS),
 * every claim succeeds, and the mark of a stored work shows before each write whether another tab has written it.
 */
export interface WorkLocks {
  /** Claims a work for this tab. Waits this many milliseconds for another tab to release it. */
  claim(workId: string, wait: number): Promise<boolean>;
  /** Releases a work, so that other tabs can claim it. */
  release(workId: string): void;
  /** The works that other tabs have claimed; none if the browser cannot tell. */
  claimedElsewhere(): Promise<ReadonlySet<string>>;
}

/** The locks of the works that tabs have open. Without Web Locks every claim succeeds. */
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
      // If the wait was aborted, another tab has it. Otherwise the browser refuses locks, as if it had none.
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
