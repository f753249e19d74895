import type { Notice } from "./work.ts";

/** The notice if Keyhole failed on a link or file, or if the code to open it could not be loaded. */
export function failure(from: "link" | "history" | "file", fragment?: string): Notice {
  return {
    tone: "problem",
    title: `This ${from === "file" ? from : "link"} was not opened`,
    text: "Keyhole failed, or could not load the code to open it. Your work is unchanged. Reload the page and try again.",
    ...(fragment === undefined ? {} : { keep: fragment }),
  };
}

/** The notice after the user started over. */
export function startedOver(restore: () => void): Notice {
  return {
    tone: "info",
    title: "Started over",
    text: "Your earlier work is kept.",
    action: { label: "Restore my earlier work", command: restore },
  };
}
