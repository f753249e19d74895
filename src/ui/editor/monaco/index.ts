import { face } from "./kit.ts";

export { loadFeatures } from "./late-features.ts";
export { TextEditor } from "./text-editor.tsx";

/** Monaco measures its face once: it shall be there by then. */
export const faceArrived: Promise<unknown> = document.fonts.load(`13px ${face}`).catch(() => {});
