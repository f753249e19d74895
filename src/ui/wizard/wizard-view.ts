import { createStore } from "zustand/vanilla";

/** What of the wizard is open, and the question that wants the focus. Lost on reload: it is no part of the work. */
export interface WizardView {
  /** Sections and cards that the user opened or closed, by section name, target id or key id. */
  readonly open: Readonly<Record<string, boolean>>;
  readonly wanted: { readonly path: string } | null;
  setOpen(id: string, open: boolean): void;
  /** Opens whatever hides a question and moves the focus there, once it is on the screen. */
  goTo(path: string): void;
  arrived(): void;
}

export const wizardView = createStore<WizardView>((set) => ({
  open: {},
  wanted: null,
  setOpen: (id, open) => set((now) => ({ open: { ...now.open, [id]: open } })),
  goTo: (path) =>
    set((now) => ({ wanted: { path }, open: { ...now.open, ...opened(doorsTo(path)) } })),
  arrived: () => set({ wanted: null }),
}));

function opened(ids: readonly string[]): Record<string, boolean> {
  return Object.fromEntries(ids.map((id) => [id, true]));
}

/** The section and cards that a question is in: `targets.t1.keys.k1.naming` is in `targets`, `t1` and `k1`. */
function doorsTo(path: string): readonly string[] {
  const [section = "", targetId = "", , keyId = "", question = ""] = path.split(".");
  if (section !== "targets") return [sectionOf[section] ?? section];
  return ["targets", targetId, keyId, ...(seldomAsked.includes(question) ? [moreOf(keyId)] : [])];
}

/** What a key's card keeps behind "More about this key". */
const seldomAsked = ["origin", "spec", "administrators", "createGrant"];

/** The name of a key's further questions, for `open`. */
export function moreOf(keyId: string): string {
  return `more about ${keyId}`;
}

/** Questions that stand in a section of another name. */
const sectionOf: Readonly<Record<string, string>> = {
  partition: "platform",
  platformNaming: "platform",
  crossAccount: "method",
};
