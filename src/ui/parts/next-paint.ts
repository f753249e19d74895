/** Milliseconds to wait for a frame; a page in a hidden tab draws none. */
const patience = 500;

/** Resolves once the browser has shown what is drawn now. */
export function nextPaint(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, patience);
    requestAnimationFrame(() => {
      // Its message comes after the frame was laid out and painted.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => resolve();
      port2.postMessage(null);
    });
  });
}
