import type { BrowserStores } from "./storage.ts";

/** What the state needs of the browser's window. */
export interface Page extends BrowserStores {
  readonly location: Pick<Location, "href" | "hash">;
  readonly history: Pick<History, "pushState" | "replaceState" | "state">;
  addEventListener(type: PageEvent, listener: () => void): void;
  setTimeout(action: () => void, milliseconds: number): number;
  clearTimeout(timer: number | undefined): void;
}

type PageEvent = "pagehide" | "visibilitychange" | "popstate" | "hashchange";

/** The fragment in the address bar, without its `#`. */
export function fragmentOf(page: Pick<Page, "location">): string {
  return page.location.hash.replace(/^#/, "");
}
