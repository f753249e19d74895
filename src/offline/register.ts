import type { ToServiceWorker } from "./messages.ts";

/** The events of the offline copy. */
export interface OfflineEvents {
  /** Every file is cached: the page now works without a network. */
  readonly onReady: () => void;
  /** A new version of Keyhole is installed and waits. Calling the argument switches to it by reloading the page. */
  readonly onNewVersion: (switchToIt: () => void) => void;
}

/** Milliseconds after which the loaded files are copied, if the user has not left the page before. */
const copyAfter = 180_000;

/**
 * Caches the page for offline use. Does nothing in development, in a page from a disk, or if the browser has no service
 * workers. Files that the page has loaded are not fetched again.
 */
export async function registerOffline({ onReady, onNewVersion }: OfflineEvents): Promise<void> {
  if (!import.meta.env.PROD || location.protocol === "file:" || !("serviceWorker" in navigator))
    return;
  const { serviceWorker } = navigator;
  // At a first visit no older version is on the screen, so a waiting worker is not a new version.
  const isFirstVisit = serviceWorker.controller === null;
  try {
    const registration = await serviceWorker.register("./sw.js");
    if (isFirstVisit && registration.installing)
      send(registration.installing, { type: "loaded", addresses: loadedFiles() });
    const announce = () => {
      const { waiting } = registration;
      if (waiting && !isFirstVisit) onNewVersion(() => switchTo(waiting));
    };
    announce();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", announce);
    });
    const { active } = await serviceWorker.ready;
    onReady();
    if (active) copyWhenLeft(active);
  } catch {
    // The browser or the host refused the service worker. Keyhole then works online only; that is not an error.
  }
}

/** The addresses of this page and of the files that it has loaded so far. */
function loadedFiles(): readonly string[] {
  const files = performance
    .getEntriesByType("resource")
    .filter((entry) => (entry as PerformanceResourceTiming).responseEnd > 0)
    .map(({ name }) => name);
  return [location.origin + location.pathname + location.search, ...files];
}

/**
 * Copies the loaded files from the browser's HTTP cache, which may drop them. It needs no network, so it waits until the
 * user leaves the page, or until the page has been open for some minutes.
 */
function copyWhenLeft(worker: ServiceWorker): void {
  const stop = new AbortController();
  const copy = () => {
    stop.abort();
    clearTimeout(timer);
    send(worker, { type: "copy" });
  };
  const timer = setTimeout(copy, copyAfter);
  document.addEventListener(
    "visibilitychange",
    () => document.visibilityState === "hidden" && copy(),
    { signal: stop.signal },
  );
  addEventListener("pagehide", copy, { signal: stop.signal });
}

function switchTo(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {
    once: true,
  });
  send(waiting, { type: "SKIP_WAITING" });
}

function send(worker: ServiceWorker, message: ToServiceWorker): void {
  worker.postMessage(message);
}
