import type { Notice } from "../work.ts";
import type { RemovedPiece } from "./kept-pieces.ts";

export const notKept: Notice = {
  tone: "problem",
  title: "This browser does not store your work",
  text: "The browser blocks its storage. Save your work as a file before you close the page.",
};

export const openElsewhere: Notice = {
  tone: "info",
  title: "Another tab has this work open",
  text: "This tab works on a copy. Changes here do not affect the other tab.",
};

export const changedElsewhere: Notice = {
  tone: "info",
  title: "Another tab changed this work",
  text: "This tab keeps a separate version. “Your work” lists both.",
};

/** Says which work was removed to store newer work, and offers to keep it. */
export function removedForRoom(removed: readonly RemovedPiece[], keep: () => void): Notice {
  const names = removed.map(({ name }) => `“${name}”`).join(", ");
  return {
    tone: "info",
    title: "Old work was removed",
    text: `Keyhole removed ${names} to store newer work. It never removes work that you name in “Your work”.`,
    action: { label: "Keep it anyway", command: keep },
  };
}
