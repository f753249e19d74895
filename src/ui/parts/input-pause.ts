/** So long the user has done nothing, in milliseconds: a drag or a row of keystrokes is over. */
const restingTime = 1_000;
const inputs = ["pointermove", "pointerdown", "keydown", "wheel", "scroll"];

/**
 * Watches the user's input on a page. The returned function resolves when there has been none for a second. Work that blocks
 * the page for more than a frame waits for that, so that it stops no drag, zoom or typing.
 */
export function watchInput(page: Pick<Window, "addEventListener">): () => Promise<void> {
  let last = Number.NEGATIVE_INFINITY;
  const note = () => {
    last = performance.now();
  };
  for (const input of inputs) page.addEventListener(input, note, { capture: true, passive: true });
  return async () => {
    for (;;) {
      const rest = last + restingTime - performance.now();
      if (rest <= 0) return;
      await new Promise((resolve) => setTimeout(resolve, rest));
    }
  };
}
