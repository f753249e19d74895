import { type ReactNode, useEffect, useState } from "react";
import { firstPaint, isPainted } from "./load-order.ts";

/** Draws its children once the first question is on the screen; `before` keeps their place until then. */
export function AfterFirstPaint(props: {
  readonly before?: ReactNode;
  readonly children: ReactNode;
}) {
  const [painted, setPainted] = useState(isPainted);
  useEffect(() => {
    if (painted) return;
    let mounted = true;
    void firstPaint().then(() => mounted && setPainted(true));
    return () => {
      mounted = false;
    };
  }, [painted]);
  return painted ? props.children : props.before;
}
