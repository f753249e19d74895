/**
 * Places the tip beside the anchor, inside the window, where it covers no control: it would take the clicks that are meant
 * for them. If every side has one, the tip is below and lets clicks through.
 */
export function placeTip(box: HTMLElement, anchor: Element) {
  const at = anchor.getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const left = Math.min(Math.max(4, at.left + at.width / 2 - width / 2), innerWidth - width - 4);
  const beside = Math.max(4, at.top + at.height / 2 - height / 2);
  const sides = [
    { left, top: at.bottom + 6 },
    { left, top: at.top - height - 6 },
    { left: at.left - width - 6, top: beside },
    { left: at.right + 6, top: beside },
  ].filter(
    (side) =>
      side.top >= 4 &&
      side.left >= 4 &&
      side.top + height <= innerHeight &&
      side.left + width <= innerWidth,
  );
  const free = sides.find((side) => !coversControl(box, side, width, height));
  const { top, left: x } = free ?? sides[0] ?? { left, top: 4 };
  box.style.pointerEvents = free ? "auto" : "none";
  box.style.left = `${Math.round(x)}px`;
  box.style.top = `${Math.round(top)}px`;
}

const controls = "button, a, input, select, textarea, summary, [role=tab]";

/** Whether a control is under some points of a place. */
function coversControl(
  box: HTMLElement,
  { left, top }: { readonly left: number; readonly top: number },
  width: number,
  height: number,
): boolean {
  const shares = [0.02, 0.25, 0.5, 0.75, 0.98];
  return shares.some((x) =>
    [0.1, 0.5, 0.9].some((y) =>
      document
        .elementsFromPoint(left + width * x, top + height * y)
        .some((element) => !box.contains(element) && element.matches(controls)),
    ),
  );
}
