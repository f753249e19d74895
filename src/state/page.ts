import type { BrowserStores } from "./storage.ts";

/** What the state needs of the browser's window. */
export interface Page extends BrowserStores {
  readonly location: Pick<Location, "href" | "hash">;
  readonly history: Pick<History, "pushState" | "replaceState" | "state">;
  /** Web Locks are missing from pages that are not served over HTTPS. */
  readonly navigator: { readonly locks?: Pick<LockManager, "request" | "query"> };
  addEventListener(type: PageEvent, listener: () => void): void;
  setTimeout(action: () => void, milliseconds: number): number;
  clearTimeout(timer: number | undefined): void;
}

type PageEvent = "pagehide" | "pageshow" | "visibilitychange" | "popstate" | "hashchange";

/**
 * The rule whose page a fragment asks for (`rule/kms-star`), empty for the list of all rules (`rules`, `rule`); nothing for any
 * other fragment. No link to work looks like that: those begin with a number.
 */
export function rulePageOf(fragment: string): string | null {
  const match = /^rule(?:s|\/([\w-]{0,80}))?$/.exec(fragment);
  return match && (match[1] ?? "");
}

/** The fragment in the address bar, without its `#`. */
export function fragmentOf(page: Pick<Page, "location">): string {
  return page.location.hash.replace(/^#/, "");
}
