import { type Page, start } from "#state";

export const home = "https://example.test/tools/keyhole/?a=1";

/** For tests: a browser with one local store, and tabs that have a session, a history and timers of their own. */
export function browser() {
  const local = store();
  return { local, tab: (address: string = home) => tab(local, address) };
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

function tab(localStorage: Storage, address: string) {
  const sessionStorage = store();
  const entries: { url: string; state: unknown }[] = [{ url: address, state: null }];
  let at = 0;
  let listeners: [type: string, listener: () => void][] = [];
  let timers: { id: number; at: number; action: () => void }[] = [];
  let lastTimer = 0;
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
    },
    addEventListener: (type, listener) => void listeners.push([type, listener]),
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
    for (const [known, listener] of listeners) if (known === type) listener();
  };
  const settled = () => new Promise((resolve) => setTimeout(resolve));
  return {
    page,
    entries,
    fragment: () => page.location.hash,
    open: () => start(page, () => time),
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
    },
    go: async (by: number) => {
      at += by;
      fire("popstate");
      fire("hashchange");
      await settled();
    },
    /** The user puts another fragment into the address bar. */
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
