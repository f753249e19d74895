import { useEffect, useRef, useState } from "react";

interface Tip {
  readonly text: string;
  readonly anchor: Element;
}

const delay = 450;

/**
 * Shows the `data-tip` of the hovered or focused element. One layer serves the whole page: Base UI's tooltip has 30 KB,
 * too much before the wizard is usable. Escape hides a tip, and the pointer can move onto it (WCAG 2.2, 1.4.13). Screen
 * readers do not announce it, because the element has a name.
 */
export function TipLayer() {
  const [tip, setTip] = useState<Tip | null>(null);
  const box = useRef<HTMLDivElement>(null);

  useEffect(() => listenForTips(setTip), []);
  useEffect(() => {
    if (!tip || !box.current) return;
    box.current.showPopover?.();
    place(box.current, tip.anchor);
  }, [tip]);

  if (!tip) return null;
  return (
    <div
      ref={box}
      popover="manual"
      aria-hidden
      className="fixed m-0 max-w-80 whitespace-pre-line rounded-md border border-line bg-raised px-2 py-1 text-text text-xs shadow-float"
    >
      {tip.text}
    </div>
  );
}

function listenForTips(setTip: (tip: Tip | null) => void): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  let timer = 0;
  const later = (milliseconds: number, next: () => void) => {
    clearTimeout(timer);
    timer = window.setTimeout(next, milliseconds);
  };
  const show = (target: EventTarget | null, wait: number) => {
    const anchor = target instanceof Element ? target.closest("[data-tip]") : null;
    const text = anchor?.getAttribute("data-tip");
    if (anchor && text) later(wait, () => setTip({ text, anchor }));
    else if (!(target instanceof Element && target.closest("[popover=manual]")))
      later(80, () => setTip(null));
    else clearTimeout(timer);
  };
  const hide = () => later(0, () => setTip(null));
  addEventListener(
    "pointerover",
    ({ target, pointerType }) => pointerType !== "touch" && show(target, delay),
    { signal },
  );
  addEventListener(
    "focusin",
    ({ target }) =>
      target instanceof Element && target.matches(":focus-visible") && show(target, delay),
    { signal },
  );
  addEventListener("focusout", hide, { signal });
  addEventListener("pointerdown", hide, { signal });
  addEventListener("keydown", ({ key }) => key === "Escape" && hide(), { signal });
  addEventListener("scroll", hide, { signal, capture: true });
  return () => {
    clearTimeout(timer);
    stop.abort();
  };
}

/**
 * Places the tip beside the anchor, inside the window, where it covers no control: it would take the clicks that are meant
 * for them. If every side has one, the tip is below and lets clicks through.
 */
function place(box: HTMLElement, anchor: Element) {
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
