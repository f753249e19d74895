import type { KeyboardEvent } from "react";
import type { WorkDocument } from "#state";

/** Handles arrow keys, Home and End for the tabs of all documents, across accounts. */
export function useTabs(
  documents: readonly WorkDocument[],
  shownId: string | undefined,
  show: (documentId: string) => void,
): (event: KeyboardEvent<HTMLElement>) => void {
  return (event) => {
    const now = documents.findIndex(({ generated }) => generated.id === shownId);
    const to = targetOf(event.key, now, documents.length);
    const next = to === undefined ? undefined : documents[to];
    if (!next || !(event.target instanceof Element) || event.target.role !== "tab") return;
    event.preventDefault();
    show(next.generated.id);
    const tab = event.currentTarget.querySelectorAll<HTMLElement>("[role=tab]")[to ?? 0];
    tab?.focus();
    tab?.scrollIntoView({ block: "nearest", inline: "nearest" });
  };
}

function targetOf(key: string, now: number, count: number): number | undefined {
  if (key === "ArrowRight" || key === "ArrowDown") return (now + 1) % count;
  if (key === "ArrowLeft" || key === "ArrowUp") return (Math.max(now, 0) - 1 + count) % count;
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return undefined;
}
