/** What a page tells its service worker. */
export type ToServiceWorker =
  /** The files that the page has loaded by itself, as absolute addresses. */
  | { readonly type: "loaded"; readonly addresses: readonly string[] }
  /** Now is a good time to copy these into the offline cache. */
  | { readonly type: "copy" }
  /** The user switches to the newer version. */
  | { readonly type: "SKIP_WAITING" };
