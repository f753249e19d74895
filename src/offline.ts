/**
 * Keeps the page for use without a network. `onNewVersion` is called when a newer Keyhole has arrived and waits; its
 * argument switches to it by reloading the page. Does nothing in development and where the browser has no such storage.
 */
export async function registerOffline(
  onNewVersion: (switchToIt: () => void) => void,
): Promise<void> {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register("./sw.js");
    const announce = () => {
      const waiting = registration.waiting;
      // Without a controller this is the first visit: nothing older is on the screen.
      if (waiting && navigator.serviceWorker.controller) onNewVersion(() => switchTo(waiting));
    };
    announce();
    registration.addEventListener("updatefound", () => {
      registration.installing?.addEventListener("statechange", announce);
    });
  } catch {
    // Refused by the browser's settings or by the host: Keyhole then works online only, which is no reason to complain.
  }
}

function switchTo(waiting: ServiceWorker): void {
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), {
    once: true,
  });
  // The message that the generated service worker listens for.
  waiting.postMessage({ type: "SKIP_WAITING" });
}
