import type { SharedState } from "#share";
import { generatedText } from "./documents.ts";
import type { Snapshot } from "./history.ts";
import type { Edit, Notice } from "./work.ts";

/** The work that a link carries. Its edits stand on what is generated today; nothing is half-typed yet. */
export function openedWork({ scenario, edits }: SharedState): Snapshot {
  const opened = Object.entries(edits).flatMap(([id, text]): [string, Edit][] => {
    const base = generatedText(scenario, id) ?? "";
    return text === base ? [] : [[id, { base, text }]];
  });
  return { scenario, edits: Object.fromEntries(opened), conflicts: [], drafts: {} };
}

/** Why a link was not opened, with its text for the user to keep. */
export function refusal(message: string, fragment: string): Notice {
  return { tone: "problem", title: "This link was not opened", text: message, keep: fragment };
}

/** What to say when other work has taken the screen; nothing where there is nothing to say. */
export const welcome = {
  opened(dropped: readonly string[], restore: (() => void) | undefined): Notice | null {
    if (dropped.length === 0 && !restore) return null;
    const losses =
      dropped.length > 0
        ? `Parts of it could not be read and are left out: ${dropped.join(", ")}.`
        : "";
    const earlier = restore ? "Your earlier work is kept." : "";
    return {
      tone: dropped.length > 0 ? "problem" : "info",
      title: "Opened from a link",
      text: [losses, earlier].filter((sentence) => sentence !== "").join(" "),
      ...(restore ? { action: { label: "Restore my earlier work", command: restore } } : {}),
    };
  },
  startedOver(restore: () => void): Notice {
    return {
      tone: "info",
      title: "Started over",
      text: "Your earlier work is kept.",
      action: { label: "Restore my earlier work", command: restore },
    };
  },
};
