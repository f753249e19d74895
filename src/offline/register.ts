import type { ToServiceWorker } from "./messages.ts";

/** What the page is told about its offline copy. */
export interface OfflineEvents {
  /** Every file is kept: the page now works without a network. */
  readonly onReady: () => void;
  /** A newer Keyhole has arrived and waits. The argument switches to it by reloading the page. */
  readonly onNewVersion: (switchToIt: () => void) => void;
}

/** Milliseconds after which what the page has loaded is copied, if the page has not been left before. */
const copyAfter = 180_000;

/**
 * Keeps the page for use without a network. Does nothing in development and where the browser has no service workers.
 * What the page has loaded is not fetched again.
 */
export async function registerOffline({ onReady, onNewVersion }: OfflineEvents): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const { serviceWorker } = navigator;
  // On a first visit nothing older is on the screen, whatever the new worker's state is when its events arrive.
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
    // Refused by the browser's settings or by the host: Keyhole then works online only, which is no reason to complain.
  }
}

/** The files that this page and its documents have loaded so far. */
function loadedFiles(): readonly string[] {
  return performance
    .getEntriesByType("resource")
    .filter((entry) => (entry as PerformanceResourceTiming).responseEnd > 0)
    .map(({ name }) => name);
}

/**
 * The browser's own cache has what the page has loaded, and may drop it some day. Copying costs no network, so it waits
 * until the page is put aside, or has been open for minutes.
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
