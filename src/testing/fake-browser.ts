import { type Page, start } from "#state";
import { createFakeLocks } from "./fake-locks.ts";

export const home = "https://example.test/tools/keyhole/?a=1";

/**
 * A browser with one local store and its Web Locks, and tabs that have a session, a history and timers of
 * their own. Without `locks` it is as for a page that is not served over HTTPS.
 */
export function browser({ locks = true } = {}) {
  const local = store();
  const fakeLocks = locks ? createFakeLocks() : undefined;
  return {
    local,
    tab: (address: string = home) => tab(local, address, fakeLocks),
    /** A second tab with a copy of the first one's session, as a browser's "Duplicate" makes it. */
    duplicate: (one: ReturnType<typeof tab>) => {
      one.background();
      const other = tab(local, one.page.location.href, fakeLocks);
      const { sessionStorage } = one.page;
      for (let index = 0; index < sessionStorage.length; index += 1) {
        const key = sessionStorage.key(index) ?? "";
        other.page.sessionStorage.setItem(key, sessionStorage.getItem(key) ?? "");
      }
      return other;
    },
  };
}

function store(): Storage {
  const items = new Map<string, string>();
  return {
    get length() {
      return items.size;
    },
    clear: () => items.clear(),
    getItem: (key) => items.get(key) ?? null,
    key: (index) => [...items.keys()][index] ?? null,
    removeItem: (key) => void items.delete(key),
    setItem: (key, value) => void items.set(key, value),
  };
}

/** Milliseconds, the same in all tabs. */
let time = 1_000_000;

function tab(
  localStorage: Storage,
  address: string,
  locks: ReturnType<typeof createFakeLocks> | undefined,
) {
  const sessionStorage = store();
  const entries: { url: string; state: unknown }[] = [{ url: address, state: null }];
  let at = 0;
  let listeners: [type: string, listener: (event: Event) => void][] = [];
  let timers: { id: number; at: number; action: () => void }[] = [];
  let lastTimer = 0;
  let document = {};
  const entry = () => entries[at] ?? { url: home, state: null };
  const page: Page = {
    localStorage,
    sessionStorage,
    location: {
      get href() {
        return entry().url;
      },
      get hash() {
        return new URL(entry().url).hash;
      },
    },
    history: {
      get state() {
        return entry().state;
      },
      pushState: (state, _, url) => {
        entries.splice(at + 1, entries.length, { state, url: String(url) });
        at += 1;
      },
      replaceState: (state, _, url) => {
        entries[at] = { state, url: String(url) };
      },
      back: () => {
        at -= 1;
        fire("popstate");
      },
    },
    navigator: {
      get locks() {
        return locks?.of(document) as Pick<LockManager, "request" | "query">;
      },
    },
    addEventListener: (type, listener) => void listeners.push([type, listener]),
    innerWidth: 1440,
    setTimeout: (action, milliseconds) => {
      lastTimer += 1;
      timers.push({ id: lastTimer, at: time + milliseconds, action });
      return lastTimer;
    },
    clearTimeout: (id) => {
      timers = timers.filter((timer) => timer.id !== id);
    },
  };
  const fire = (type: string) => {
    const event = new Event(type, { cancelable: true });
    for (const [known, listener] of listeners) if (known === type) listener(event);
    return event;
  };
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  return {
    page,
    entries,
    fragment: () => page.location.hash,
    open: async () => {
      const keyhole = await start(page, () => time);
      // The code that keeps the work arrives after the page is usable.
      while (!keyhole.getState().kept) await settled();
      await settled();
      return keyhole;
    },
    /** Lets time pass in the page. */
    wait: async (milliseconds = 1_000) => {
      await settled();
      time += milliseconds;
      const due = timers.filter((timer) => timer.at <= time);
      timers = timers.filter((timer) => timer.at > time);
      for (const { action } of due) action();
      await settled();
    },
    /** The page goes, and its memory with it; the tab stays. */
    leave: () => {
      fire("pagehide");
      listeners = [];
      timers = [];
      locks?.end(document);
      document = {};
    },
    /** Whether the browser asks before the user leaves. */
    asksBeforeLeaving: () => fire("beforeunload").defaultPrevented,
    /** The user looks at another tab. */
    background: () => fire("visibilitychange"),
    /** The page is kept for going back, and comes back. */
    hide: () => fire("pagehide"),
    show: async () => {
      fire("pageshow");
      await settled();
    },
    go: async (by: number) => {
      at += by;
      fire("popstate");
      fire("hashchange");
      await settled();
    },
    /** The user puts another fragment into the address bar. */
    /** Goes to another address of the site, whose page is not opened yet. */
    load: (address: string) => {
      entries.splice(at + 1, entries.length, { state: null, url: new URL(address, home).href });
      at += 1;
    },
    paste: async (fragment: string) => {
      entries.splice(at + 1, entries.length, {
        state: null,
        url: `${home}#${fragment.replace(/^#/, "")}`,
      });
      at += 1;
      fire("popstate");
      fire("hashchange");
      await settled();
    },
  };
}
