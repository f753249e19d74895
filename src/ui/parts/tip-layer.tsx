import { useEffect, useRef, useState } from "react";

interface Tip {
  readonly text: string;
  readonly anchor: Element;
  readonly place: (box: HTMLElement, anchor: Element) => void;
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
    tip.place(box.current, tip.anchor);
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
  /** Nothing is shown if something else was asked for while the code was loading, or if it could not be loaded. */
  const showTip = (text: string, anchor: Element) => {
    const mine = timer;
    import("./place-tip.ts").then(
      ({ placeTip }) => mine === timer && setTip({ text, anchor, place: placeTip }),
      () => {},
    );
  };
  const show = (target: EventTarget | null, wait: number) => {
    const anchor = target instanceof Element ? target.closest("[data-tip]") : null;
    const text = anchor?.getAttribute("data-tip");
    if (anchor && text) later(wait, () => showTip(text, anchor));
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
