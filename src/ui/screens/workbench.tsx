import { type CSSProperties, type ReactNode, useState } from "react";
import type { Part } from "#state";
import { Divider } from "../parts/divider.tsx";
import { DrawAfter } from "../parts/draw-after.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { PartBoundary } from "../parts/part-boundary.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { TabList, tabId } from "../parts/tab-list.tsx";
import { useKeyhole } from "../store.tsx";
import { Wizard } from "../wizard/wizard.tsx";
import { loadDocumentsPane, loadStatusBadge, loadVerdictPart } from "./later-parts.ts";
import { type Layout, useLayout } from "./use-layout.ts";

const DocumentsPane = lazyPart(
  "The documents",
  loadDocumentsPane,
  <Skeleton label="Loading the documents" lines={[30, 55, 80, 70, 85, 60, 75, 40]} />,
);
const VerdictPart = lazyPart(
  "The verdict",
  loadVerdictPart,
  <Skeleton label="Loading the checks" lines={[40, 80, 70, 60]} />,
);

const StatusBadge = lazyPart("The status", loadStatusBadge);

/** The name of a part, with a badge if the status is about it. */
function TabLabel({ text, of }: { readonly text: string; readonly of: Part }) {
  return (
    <>
      {text}
      <StatusBadge of={of} />
    </>
  );
}

const tabs: readonly { value: Part; label: ReactNode; panelId: string }[] = [
  {
    value: "answers",
    label: <TabLabel text="Answers" of="answers" />,
    panelId: "part-answers",
  },
  {
    value: "documents",
    label: <TabLabel text="Documents" of="documents" />,
    panelId: "part-documents",
  },
  {
    value: "verdict",
    label: <TabLabel text="Verdict" of="verdict" />,
    panelId: "part-verdict",
  },
];

/** Which parts are shown as tabs. */
const tabbed: Readonly<Record<Layout, readonly Part[]>> = {
  one: ["answers", "documents", "verdict"],
  two: ["documents", "verdict"],
  three: [],
};

const columns: Readonly<Record<Layout, string>> = {
  one: "minmax(0, 1fr)",
  two: "var(--answers) auto minmax(0, 1fr)",
  three: "var(--answers) auto minmax(0, 1fr) auto var(--verdict)",
};

/** The three parts: side by side on a wide screen, as tabs on a narrow one. Their elements are the same in each layout. */
export function Workbench() {
  const layout = useLayout();
  const part = useKeyhole((state) => state.view.part);
  const showPart = useKeyhole((state) => state.showPart);
  const [answersWidth, setAnswersWidth] = useState(416);
  const [verdictWidth, setVerdictWidth] = useState(344);
  const partsInTabs = tabbed[layout];
  const shown = partsInTabs.includes(part) ? part : partsInTabs[0];
  const panel = (value: Part) => ({
    part: value,
    hidden: partsInTabs.includes(value) && value !== shown,
    tabbed: partsInTabs.includes(value),
  });
  const style: CSSProperties & Record<`--${string}`, string> = {
    gridTemplateColumns: columns[layout],
    gridTemplateRows: layout === "three" ? "minmax(0, 1fr)" : "auto minmax(0, 1fr)",
    "--answers": `${answersWidth}px`,
    "--verdict": `${verdictWidth}px`,
  };
  return (
    <main className="row-start-4 grid min-h-0" style={style}>
      {shown && (
        <TabList
          label="Views"
          tabs={tabs.filter(({ value }) => partsInTabs.includes(value))}
          value={shown}
          onSelect={showPart}
          className={`row-start-1 border-line border-b bg-surface px-2 ${layout === "two" ? "col-start-3" : ""}`}
        />
      )}
      <Panel {...panel("answers")} label="Answers" className={places[layout].answers}>
        <PartBoundary what="The list of questions">
          <Wizard />
        </PartBoundary>
      </Panel>
      {layout !== "one" && (
        <Divider
          label="Width of the answers"
          className={places[layout].divider}
          controls="part-answers"
          side="left"
          width={answersWidth}
          least={320}
          most={560}
          onResize={setAnswersWidth}
        />
      )}
      <Panel {...panel("documents")} label="Documents" className={places[layout].documents}>
        <DrawAfter what="first-question">
          <DocumentsPane />
        </DrawAfter>
      </Panel>
      {layout === "three" && (
        <Divider
          label="Width of the verdict"
          className="row-start-1 col-start-4"
          controls="part-verdict"
          side="right"
          width={verdictWidth}
          least={280}
          most={560}
          onResize={setVerdictWidth}
        />
      )}
      <Panel {...panel("verdict")} label="Verdict" className={places[layout].verdict}>
        <VerdictPart />
      </Panel>
    </main>
  );
}

/** The place of each part and divider in the grid. */
const places: Readonly<Record<Layout, Readonly<Record<Part | "divider", string>>>> = {
  one: { answers: "row-start-2", divider: "", documents: "row-start-2", verdict: "row-start-2" },
  two: {
    answers: "row-span-2 row-start-1 col-start-1",
    divider: "row-span-2 row-start-1 col-start-2",
    documents: "row-start-2 col-start-3",
    verdict: "row-start-2 col-start-3",
  },
  three: {
    answers: "row-start-1 col-start-1",
    divider: "row-start-1 col-start-2",
    documents: "row-start-1 col-start-3",
    verdict: "row-start-1 col-start-5",
  },
};

interface PanelProps {
  readonly part: Part;
  readonly label: string;
  readonly hidden: boolean;
  readonly tabbed: boolean;
  readonly className: string;
  readonly children: ReactNode;
}

function Panel({ part, label, hidden, tabbed, className, children }: PanelProps) {
  const id = `part-${part}`;
  const role = tabbed
    ? ({ role: "tabpanel", "aria-labelledby": tabId(id) } as const)
    : ({ role: "region", "aria-label": label } as const);
  return (
    <div
      id={id}
      {...role}
      hidden={hidden}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className={`relative min-h-0 min-w-0 scroll-pt-11 overflow-y-auto bg-surface focus-visible:-outline-offset-2 ${className}`}
    >
      {children}
    </div>
  );
}
