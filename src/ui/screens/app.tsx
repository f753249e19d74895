import { useLayoutEffect, useMemo, useState } from "react";
import { ImportDialogs } from "../import/import-dialogs.tsx";
import { AccountTintsProvider } from "../parts/account-tints.tsx";
import { DrawAfter } from "../parts/draw-after.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { contentIsDrawn } from "../parts/load-order.ts";
import { PartBoundary } from "../parts/part-boundary.tsx";
import { StatusFrame } from "../status/status-frame.tsx";
import { useKeyhole, useKeyholeStore } from "../store.tsx";
import { loadStatusStrip, loadTipLayer } from "./later-parts.ts";
import { NoticeBar } from "./notice-bar.tsx";
import { SkipLinks } from "./skip-links.tsx";
import { TopBar, TopBarFrame } from "./top-bar.tsx";
import { useUndoKeys } from "./undo-keys.ts";
import { Workbench } from "./workbench.tsx";

const ChangedNote = lazyPart("The note about changes", () =>
  import("../changed/changed-note.tsx").then((module) => module.ChangedNote),
);
const TipLayer = lazyPart("The tips", loadTipLayer);
const StatusStrip = lazyPart("The status", loadStatusStrip, <StatusFrame />);
const RuleScreen = lazyPart("The page about the rule", () =>
  import("../rules/rule-screen.tsx").then((module) => module.RuleScreen),
);

const Guide = lazyPart(
  "The guide",
  () => import("../guide/guide.tsx").then((module) => module.Guide),
  <p className="row-start-4 p-6 text-muted">Loading the guide…</p>,
);

/** The whole screen. */
export function App() {
  useUndoKeys();
  useLayoutEffect(contentIsDrawn, []);
  const platform = useKeyhole((state) => state.scenario.platform.account);
  const targets = useKeyhole((state) => state.scenario.targets);
  const rulePage = useKeyhole((state) => state.rulePage);
  const guideStep = useKeyhole((state) => state.guideStep);
  const [since] = useState(useKeyholeStore().getState);
  const accounts = useMemo(
    () => [platform, ...targets.map(({ account }) => account)].filter((account) => account !== ""),
    [platform, targets],
  );
  return (
    <AccountTintsProvider accounts={accounts}>
      <div className="grid h-dvh grid-rows-[auto_auto_auto_minmax(0,1fr)]">
        <div className={guideStep === null ? "contents" : "hidden"}>
          <SkipLinks />
          <PartBoundary what="The top bar">
            <DrawAfter what="first-question" before={<TopBarFrame />}>
              <TopBar />
            </DrawAfter>
          </PartBoundary>
          <PartBoundary what="The status">
            <StatusStrip />
          </PartBoundary>
        </div>
        <NoticeBar />
        <div className={rulePage === null && guideStep === null ? "contents" : "hidden"}>
          <Workbench />
        </div>
        {guideStep !== null && rulePage === null && <Guide step={guideStep} />}
        {rulePage !== null && (
          <div className="row-start-4 grid min-h-0 grid-rows-[minmax(0,1fr)]">
            <RuleScreen id={rulePage} />
          </div>
        )}
      </div>
      <DrawAfter what="editor">
        <ImportDialogs />
        <ChangedNote since={since} />
      </DrawAfter>
      <TipLayer />
    </AccountTintsProvider>
  );
}
