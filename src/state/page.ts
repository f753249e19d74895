import type { BrowserStores } from "./storage/storage.ts";

/** The parts of the browser's window that the state uses. */
export interface Page extends BrowserStores {
  readonly location: Pick<Location, "href" | "hash">;
  readonly history: Pick<History, "pushState" | "replaceState" | "state" | "back">;
  readonly innerWidth: number;
  /** Web Locks are missing from pages that are not served over HTTPS. */
  readonly navigator: { readonly locks?: Pick<LockManager, "request" | "query"> };
  addEventListener(type: PageEvent, listener: (event: Event) => void): void;
  setTimeout(action: () => void, milliseconds: number): number;
  clearTimeout(timer: number | undefined): void;
}

type PageEvent =
  | "pagehide"
  | "pageshow"
  | "beforeunload"
  | "visibilitychange"
  | "popstate"
  | "hashchange";

/**
 * The rule in a fragment (`rule/kms-star`); empty for the list of all rules (`rules`, `rule`); `undefined` for any other
 * fragment. Links to work begin with a number, so they cannot be confused with it.
 */
export function rulePageOf(fragment: string): string | null {
  const match = /^rule(?:s|\/([\w-]{0,80}))?$/.exec(fragment);
  return match && (match[1] ?? "");
}

/** The fragment in the address bar, without its `#`. */
export function fragmentOf(page: Pick<Page, "location">): string {
  return page.location.hash.replace(/^#/, "");
}
