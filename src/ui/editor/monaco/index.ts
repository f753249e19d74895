import { face } from "./kit.ts";

export { loadFeatures } from "./late-features.ts";
export { TextEditor } from "./text-editor.tsx";

/** Resolves when the editor's font is loaded: Monaco measures it only once. */
export const fontLoaded: Promise<unknown> = document.fonts.load(`13px ${face}`).catch(() => {});
