import { Copy, List, Minus, Network, Plus } from "lucide-react";
import { useMemo, useRef, useState } from "react";
import { type Scene, sceneOf, sceneToMermaid, sceneToSvg, stepsNamedBy } from "#map";
import { parseDocument, statementsOf } from "#policy";
import { hasExampleValues } from "#scenario";
import { documentsOf } from "#state";
import { useCopy } from "../editor/use-copy.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { MenuButton } from "../parts/menu-button.tsx";
import { useKeyhole, useKeyholeStore } from "../store.tsx";
import { useVerdict } from "../verdict/verdict-context.tsx";
import { AccessMap } from "./access-map.tsx";
import { GroupChoice } from "./group-choice.tsx";
import { highlight, useHighlight } from "./highlight.ts";
import { MapList } from "./map-list.tsx";
import { copyAsPng } from "./map-png.ts";
import { useFittingZoom } from "./use-fitting-zoom.ts";

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
  const route = group?.route;
  const { drawing, zoom, zoomBy } = useFittingZoom(frame, route, group?.sources ?? 1);
  const pointed = useHighlight((state) => state.pointed);
  const underCursor = useHighlight((state) => state.underCursor);
  const highlighted = pointed ?? underCursor;
  const showStatement = useShowStatement();
  return (
    <div className="grid h-full grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)]">
      <div
        className={`flex flex-wrap items-center gap-1.5 px-3 pb-1.5 ${inHeader ? headerLook : ""}`}
      >
        <GroupChoice scene={scene} shown={group} onChoose={setChosen} />
        <span className="ml-auto flex items-center gap-1.5">
          {!asList && <IconButton label="Zoom out" icon={Minus} onClick={() => zoomBy(1 / 1.25)} />}
          {!asList && <IconButton label="Zoom in" icon={Plus} onClick={() => zoomBy(1.25)} />}
          <Button icon={asList ? Network : List} onClick={() => setAsList(!asList)}>
            {asList ? "As a drawing" : "As a list"}
          </Button>
          <CopyMenu scene={scene} />
        </span>
      </div>
      <div
        ref={frame}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="relative overflow-auto px-3 focus-visible:-outline-offset-2"
      >
        {route === undefined || drawing === undefined ? (
          <p className="text-muted text-sm">{group?.sentence}</p>
        ) : asList ? (
          <MapList scene={route} onChoose={showStatement} />
        ) : (
          <AccessMap
            drawing={drawing}
            highlighted={highlighted}
            onHighlight={point}
            onChoose={showStatement}
            zoom={zoom}
          />
        )}
      </div>
    </div>
  );
}

function point(step: string | null): void {
  highlight.getState().point(step === null ? null : [step]);
}

/** In the header, right of the button that closes the map. */
const headerLook =
  "@min-lg:absolute @min-lg:top-0 @min-lg:right-0 @min-lg:left-18 @min-lg:h-9 @min-lg:flex-nowrap @min-lg:pb-0";

/** Shows the first statement that names what a step asks. */
function useShowStatement(): (step: string) => void {
  const store = useKeyholeStore();
  const steps = useVerdict((state) => state.verdict?.steps);
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

function CopyMenu({ scene }: { readonly scene: Scene }) {
  const scenario = useKeyhole((state) => state.scenario);
  const { said, refused, copy } = useCopy();
  const [failed, setFailed] = useState("");
  const svg = () =>
    sceneToSvg(scene, {
      theme: "light",
      accounts: [scenario.platform.account, ...scenario.targets.map(({ account }) => account)],
      background: true,
      example: hasExampleValues(scenario),
    });
  return (
    <>
      <span
        role="status"
        className={`text-xs empty:hidden ${refused ? "text-refused" : "text-muted"}`}
      >
        {said || failed}
      </span>
      <MenuButton
        label="Copy as…"
        icon={Copy}
        showsLabel
        items={[
          { label: "Copy as SVG", run: () => void copy(svg(), "the map as SVG") },
          {
            label: "Copy as PNG",
            run: () => void copyAsPng(svg()).then(setFailed),
          },
          {
            label: "Copy as Mermaid",
            run: () => void copy(sceneToMermaid(scene), "the map as Mermaid"),
          },
        ]}
      />
    </>
  );
}
