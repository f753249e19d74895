import type { DecodedState } from "#share";
import type { Notice } from "./work.ts";

type Refused = Extract<DecodedState, { readonly ok: false }>;

/** Why a link or file was not opened; of a link with its text for the user to keep. */
export function refusal({ reason, message }: Refused, from: string, fragment?: string): Notice {
  if (reason === "large" && from === "history")
    return {
      tone: "info",
      title: "The address has nothing of this step",
      text: "The work was too large for it: Undo brings it back.",
    };
  return {
    tone: "problem",
    title: `This ${from === "file" ? from : "link"} was not opened`,
    text: message,
    ...(fragment === undefined || reason === "large" ? {} : { keep: fragment }),
  };
}

/** What to say when Keyhole itself failed on a link or file, or its code for that could not be loaded. */
export function failure(from: "link" | "history" | "file", fragment?: string): Notice {
  return {
    tone: "problem",
    title: `This ${from === "file" ? from : "link"} was not opened`,
    text: "Keyhole failed on it, or could not load the code for it. Your work is as it was. Reload the page, then try again.",
    ...(fragment === undefined ? {} : { keep: fragment }),
  };
}

/** What to say when other work has taken the screen; nothing where there is nothing to say. */
export const welcome = {
  opened(
    from: "link" | "file",
    dropped: readonly string[],
    restore: (() => void) | undefined,
  ): Notice | null {
    if (dropped.length === 0 && !restore) return null;
    const losses =
      dropped.length > 0
        ? `Parts of it could not be read and are left out: ${dropped.join(", ")}.`
        : "";
    const earlier = restore ? "Your earlier work is kept." : "";
    return {
      tone: dropped.length > 0 ? "problem" : "info",
      title: `Opened from a ${from}`,
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
