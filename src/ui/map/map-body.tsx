import { List, Minus, Network, Plus } from "lucide-react";
import { type KeyboardEvent, useMemo, useRef, useState } from "react";
import type { Step } from "#acquisition";
import { type RouteScene, type Scene, type SceneGroup, sceneOf, stepsNamedBy } from "#map";
import { parseDocument, statementsOf } from "#policy";
import { documentsOf } from "#state";
import { Button, IconButton } from "../parts/button.tsx";
import { FailedNotice } from "../parts/failed-notice.tsx";
import { useKeyholeStore } from "../store.tsx";
import { useVerdict } from "../verdict/verdict-context.tsx";
import { AccessMap } from "./access-map.tsx";
import { CopyMenu } from "./copy-menu.tsx";
import { GroupChoice } from "./group-choice.tsx";
import { MapList } from "./map-list.tsx";
import { useFittingZoom } from "./use-fitting-zoom.ts";
import { useGroupRoute } from "./use-group-route.ts";
import { useMapPointing } from "./use-map-pointing.ts";
import { usePanning } from "./use-panning.ts";

interface MapBodyProps {
  /** Whether the commands stand in the header above the map, if there is room. */
  readonly inHeader?: boolean;
}

/** The map of the present work, as last verified. */
export function MapBody({ inHeader = false }: MapBodyProps) {
  const verdict = useVerdict((state) => state.verdict);
  const verified = useVerdict((state) => state.verified);
  const accounts = useVerdict((state) => state.accounts?.parts);
  const scene = useMemo(
    () => (verdict && verified ? sceneOf(verified.scenario, verdict, accounts) : null),
    [verdict, verified, accounts],
  );
  if (!scene) return <p className="p-3 text-muted text-sm">Checking…</p>;
  if (scene.groups.length === 0)
    return (
      <p className="p-3 text-muted text-sm">
        Answer the platform’s account, region and role, and add a key. The map then shows the
        import.
      </p>
    );
  return <ShownScene scene={scene} inHeader={inHeader} />;
}

function ShownScene({ scene, inHeader }: { readonly scene: Scene; readonly inHeader: boolean }) {
  const [chosen, setChosen] = useState<string | null>(null);
  const [asList, setAsList] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const group =
    scene.groups.find(({ id }) => id === chosen) ??
    scene.groups.find(({ route }) => route) ??
    scene.groups[0];
  const { route, steps, isLoading, retry } = useGroupRoute(group);
  const drawn = useMemo(
    () => (route ? withRoute(scene, group, route) : scene),
    [scene, group, route],
  );
  const place = useRef<HTMLDivElement>(null);
  const { drawing, zoomBy, fit } = useFittingZoom(frame, place, route, group?.sources ?? 1);
  usePanning(frame);
  useMapPointing(frame);
  const showStatement = useShowStatement(steps);
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]">
      <div
        className={`flex flex-wrap items-center gap-1.5 px-3 pb-1 ${inHeader ? headerLook : ""}`}
      >
        <GroupChoice scene={scene} shown={group} onChoose={setChosen} />
        <span className="ml-auto flex items-center gap-1.5">
          {!asList && (
            <IconButton label="Zoom out" icon={Minus} onClick={() => zoomBy(1 / zoomStep)} />
          )}
          {!asList && <IconButton label="Zoom in" icon={Plus} onClick={() => zoomBy(zoomStep)} />}
          <Button icon={asList ? Network : List} onClick={() => setAsList(!asList)}>
            {asList ? "As a drawing" : "As a list"}
          </Button>
          <CopyMenu scene={drawn} />
        </span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields */}
      <div
        ref={frame}
        role="group"
        aria-label={asList ? "The map as a list" : mapKeys}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        onKeyDown={(event) => {
          const zooming = asList ? undefined : zoomKeys(zoomBy, fit).get(event.key);
          if (!zooming || isShortcut(event)) return;
          event.preventDefault();
          zooming();
        }}
        className="relative overflow-auto px-3 focus-visible:-outline-offset-2 data-dragging:cursor-grabbing"
      >
        {retry ? (
          <FailedNotice title="The check of one of these accounts failed" onRetry={retry}>
            {group?.sentence}
          </FailedNotice>
        ) : route === undefined || drawing === undefined ? (
          <p className="text-muted text-sm">
            {isLoading ? "Checking one of these accounts…" : group?.sentence}
          </p>
        ) : asList ? (
          <MapList scene={route} onChoose={showStatement} />
        ) : (
          <AccessMap drawing={drawing} place={place} onChoose={showStatement} />
        )}
      </div>
    </div>
  );
}

const zoomStep = 1.25;
const mapKeys = "The map. Arrow keys scroll it, plus and minus zoom, 0 fits it in.";

function zoomKeys(zoomBy: (by: number) => void, fit: () => void) {
  return new Map([
    ["+", () => zoomBy(zoomStep)],
    ["=", () => zoomBy(zoomStep)],
    ["-", () => zoomBy(1 / zoomStep)],
    ["0", fit],
  ]);
}

/** The browser zooms the page by the same keys with a modifier. */
function isShortcut({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || altKey;
}

/** The scene with what is drawn of one of its groups. */
function withRoute(scene: Scene, group: SceneGroup | undefined, route: RouteScene): Scene {
  return {
    ...scene,
    groups: scene.groups.map((one) => (one.id === group?.id ? { ...one, route } : one)),
  };
}

/** In the header, right of the button that closes the map. */
const headerLook =
  "@min-lg:absolute @min-lg:top-0 @min-lg:right-0 @min-lg:left-18 @min-lg:h-9 @min-lg:flex-nowrap @min-lg:pb-0";

/** Shows the first statement that names what a step asks. */
function useShowStatement(steps: readonly Step[] | undefined): (step: string) => void {
  const store = useKeyholeStore();
  return (id) => {
    const step = steps?.find((one) => one.id === id);
    if (!step) return;
    for (const { generated, text } of documentsOf(store.getState())) {
      const parsed = parseDocument(text);
      const at = parsed.ok
        ? statementsOf(parsed.policy).findIndex(
            (statement) => stepsNamedBy(statement, generated.id, [step]).length > 0,
          )
        : -1;
      if (at < 0) continue;
      store.getState().showPlace(generated.id, { statement: at });
      return;
    }
  };
}
