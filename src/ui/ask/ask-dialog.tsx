import { useState } from "react";
import type { AccessRequest } from "#engine";
import { Dialog } from "../parts/dialog.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { type TabItem, TabList, tabId } from "../parts/tab-list.tsx";
import { AskPanel } from "./ask-panel.tsx";
import { DenialPanel } from "./denial-panel.tsx";

const ReplayPanel = lazyPart("The replay", () =>
  import("../evidence/replay-panel.tsx").then((module) => module.ReplayPanel),
);

type Tab = "ask" | "denial" | "replay";

const titles: Readonly<Record<Tab, string>> = {
  ask: "Check a request",
  denial: "Explain a denial",
  replay: "Replay a log",
};
const tabs: readonly TabItem<Tab>[] = [
  { value: "ask", label: titles.ask, panelId: "ask-request" },
  { value: "denial", label: titles.denial, panelId: "ask-denial" },
  { value: "replay", label: titles.replay, panelId: "ask-replay" },
];

interface AskDialogProps {
  readonly startAt: Tab;
  /** The initial request of the form. */
  readonly request: AccessRequest | null;
  readonly onClose: () => void;
}

/** Checks a request against the current documents: one that the user enters, or one from a denial by AWS. */
export function AskDialog({ startAt, request, onClose }: AskDialogProps) {
  const [tab, setTab] = useState<Tab>(startAt);
  // A request from a denial replaces the form's request.
  const [initial, setInitial] = useState({ request, number: 0 });
  const panel = (value: Tab, panelId: string) => ({
    id: panelId,
    role: "tabpanel",
    "aria-labelledby": tabId(panelId),
    hidden: tab !== value,
  });
  return (
    <Dialog
      title={titles[tab]}
      description="Keyhole decides with the current documents. Nothing leaves this page."
      width={820}
      onClose={onClose}
    >
      <TabList
        label="Source of the request"
        tabs={tabs}
        value={tab}
        onSelect={setTab}
        // Three tabs fit a phone in one row.
        className="-mx-4 -mt-4 mb-3 border-line border-b px-2 max-sm:*:px-2 max-sm:*:text-xs"
      />
      <div {...panel("ask", "ask-request")}>
        <AskPanel key={initial.number} request={initial.request} />
      </div>
      <div {...panel("denial", "ask-denial")}>
        <DenialPanel
          onAsk={(next) => {
            setInitial({ request: next, number: initial.number + 1 });
            setTab("ask");
          }}
        />
      </div>
      <div {...panel("replay", "ask-replay")}>{tab === "replay" && <ReplayPanel />}</div>
    </Dialog>
  );
}
