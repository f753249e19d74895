/** The most milliseconds to wait for a frame: a page in a hidden tab draws none. */
const frameTimeout = 500;

/** Resolves once the browser has painted the current state of the page. */
export function nextPaint(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, frameTimeout);
    requestAnimationFrame(() => {
      // The message is delivered after the frame is painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  });
}
