import { type CSSProperties, useCallback, useMemo } from "react";
import { sceneOf, smallDrawing } from "#map";
import type { Scenario } from "#scenario";
import type { Checker } from "#worker";
import { useCheckerCall } from "../import/use-checker-call.ts";
import { ShapeView } from "./shape-view.tsx";

/** The import of some answers as a small map; its height is reserved. Stays empty if the checker fails. */
export function PresetMap({ scenario }: { readonly scenario: Scenario }) {
  const decide = useCallback((checker: Checker) => checker.stepsOf(scenario), [scenario]);
  const { result: steps } = useCheckerCall(decide);
  const drawing = useMemo(() => {
    const route = steps && sceneOf(scenario, { steps, probes: [] }).groups[0]?.route;
    return route && smallDrawing(route, isLong(scenario));
  }, [scenario, steps]);
  return (
    <div className={`my-0.5 grid items-center ${isLong(scenario) ? "h-76" : "h-42"}`} style={grey}>
      {drawing && (
        <svg
          role="img"
          aria-label={drawing.title}
          viewBox={`0 0 ${drawing.width} ${drawing.height}`}
          style={{ width: drawing.width }}
          className="block h-auto max-h-full max-w-full"
        >
          {drawing.shapes.map((shape, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: elements of a drawing have no other identity
            <ShapeView key={index} shape={shape} />
          ))}
        </svg>
      )}
    </div>
  );
}

/** Whether two accounts and the temporary keys of a volume beside each other would be too small to read in a card. */
function isLong({ method, platform, targets }: Scenario): boolean {
  return method === "create-volume" && targets[0]?.account !== platform.account;
}

/** A preset has example values: nothing on its map is green, whatever the page's own values are. */
const grey = {
  "--allowed": "var(--muted)",
  "--allowed-wash": "var(--sunken)",
} as CSSProperties;
