import { useState } from "react";
import type { AccessRequest } from "#engine";
import { Dialog } from "../parts/dialog.tsx";
import { type TabItem, TabList, tabId } from "../parts/tab-list.tsx";
import { AskPanel } from "./ask-panel.tsx";
import { DenialPanel } from "./denial-panel.tsx";

type Tab = "ask" | "denial";

const tabs: readonly TabItem<Tab>[] = [
  { value: "ask", label: "Ask", panelId: "ask-request" },
  { value: "denial", label: "Explain a denial", panelId: "ask-denial" },
];

interface AskDialogProps {
  readonly startAt: Tab;
  /** The request to begin with. */
  readonly request: AccessRequest | null;
  readonly onClose: () => void;
}

/** Any request against the documents as they stand: composed by hand, or read from what AWS said. */
export function AskDialog({ startAt, request, onClose }: AskDialogProps) {
  const [tab, setTab] = useState<Tab>(startAt);
  // A request taken over from a denial replaces what the form had.
  const [taken, setTaken] = useState({ request, number: 0 });
  const panel = (value: Tab, panelId: string) => ({
    id: panelId,
    role: "tabpanel",
    "aria-labelledby": tabId(panelId),
    hidden: tab !== value,
  });
  return (
    <Dialog
      title="Ask about a request"
      description="Decided against the documents as they stand. Nothing leaves this page."
      width={820}
      onClose={onClose}
    >
      <TabList
        label="How to ask"
        tabs={tabs}
        value={tab}
        onSelect={setTab}
        className="-mx-4 -mt-4 mb-3 border-line border-b px-2"
      />
      <div {...panel("ask", "ask-request")}>
        <AskPanel key={taken.number} request={taken.request} />
      </div>
      <div {...panel("denial", "ask-denial")}>
        <DenialPanel
          onAsk={(next) => {
            setTaken({ request: next, number: taken.number + 1 });
            setTab("ask");
          }}
        />
      </div>
    </Dialog>
  );
}
