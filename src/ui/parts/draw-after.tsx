import { type ReactNode, useEffect, useState } from "react";
import { afterEditor, firstPaint, hasEditor, isPainted } from "./load-order.ts";

interface DrawAfterProps {
  /** The part that is drawn first: the first question, or the editor. */
  readonly what: "first-question" | "editor";
  /** Drawn in place of the children until then. */
  readonly before?: ReactNode;
  readonly children: ReactNode;
}

const steps = {
  "first-question": { isOver: isPainted, over: firstPaint },
  editor: { isOver: hasEditor, over: afterEditor },
};

/** Draws its children after a more important part is on the screen. */
export function DrawAfter({ what, before, children }: DrawAfterProps) {
  const { isOver, over } = steps[what];
  const [drawn, setDrawn] = useState(isOver);
  useEffect(() => {
    if (drawn) return;
    let mounted = true;
    void over().then(() => mounted && setDrawn(true));
    return () => {
      mounted = false;
    };
  }, [drawn, over]);
  return drawn ? children : before;
}
