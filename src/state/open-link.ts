import type { Notice } from "./work.ts";

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
