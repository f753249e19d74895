/** A message from the page to its service worker. */
export type ToServiceWorker =
  /** The files that the page has loaded, as absolute addresses. */
  | { readonly type: "loaded"; readonly addresses: readonly string[] }
  /** Copy these files into the offline cache now. */
  | { readonly type: "copy" }
  /** The user switches to the new version. */
  | { readonly type: "SKIP_WAITING" };
