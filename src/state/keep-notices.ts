import type { RemovedPiece } from "./kept-pieces.ts";
import type { Notice } from "./work.ts";

export const notKept: Notice = {
  tone: "problem",
  title: "Your work is not kept in this browser",
  text: "The browser refuses to store it. Save it as a file before you close the page.",
};

export const openElsewhere: Notice = {
  tone: "info",
  title: "Another tab has this work open",
  text: "This tab has a copy. What you change here is kept apart from the other tab’s work.",
};

export const changedElsewhere: Notice = {
  tone: "info",
  title: "Another tab changed this work",
  text: "This tab keeps its own version apart: “Your work” lists both.",
};

/** Says which work was removed to make room, and offers to keep it. */
export function removedForRoom(removed: readonly RemovedPiece[], keep: () => void): Notice {
  const names = removed.map(({ name }) => `“${name}”`).join(", ");
  return {
    tone: "info",
    title: removed.length === 1 ? "Old work was removed" : "Old pieces of work were removed",
    text: `${names} made room for newer work. Work that you name in “Your work” is never removed.`,
    action: { label: "Keep it all the same", command: keep },
  };
}
