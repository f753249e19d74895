import { createStore } from "zustand/vanilla";

/** The open parts of the wizard, and the question to focus. A reload resets them: they are not part of the work. */
export interface WizardView {
  /** Sections and cards that the user opened or closed, by section name, target id or key id. */
  readonly open: Readonly<Record<string, boolean>>;
  /** The question that gets the focus once it is drawn. */
  readonly requested: { readonly path: string } | null;
  setOpen(id: string, open: boolean): void;
  /** Opens the section and cards of a question, and moves the focus to it once it is drawn. */
  goTo(path: string): void;
  arrived(): void;
}

export const wizardView = createStore<WizardView>((set) => ({
  open: {},
  requested: null,
  setOpen: (id, open) => set((now) => ({ open: { ...now.open, [id]: open } })),
  goTo: (path) =>
    set((now) => ({ requested: { path }, open: { ...now.open, ...opened(partsOf(path)) } })),
  arrived: () => set({ requested: null }),
}));

function opened(ids: readonly string[]): Record<string, boolean> {
  return Object.fromEntries(ids.map((id) => [id, true]));
}

/** The section and cards that contain a question: `targets.t1.keys.k1.naming` is in `targets`, `t1` and `k1`. */
function partsOf(path: string): readonly string[] {
  const [section = "", targetId = "", , keyId = "", question = ""] = path.split(".");
  if (section !== "targets") return [sectionOf[section] ?? section];
  return ["targets", targetId, keyId, ...(moreSettings.includes(question) ? [moreOf(keyId)] : [])];
}

/** The questions of a key under "More settings for this key". */
const moreSettings = ["origin", "spec", "administrators", "createGrant", "states"];

/** The id of a key's further settings, for `open`. */
export function moreOf(keyId: string): string {
  return `more about ${keyId}`;
}

/** The section of questions with a path that does not begin with the section's id. */
const sectionOf: Readonly<Record<string, string>> = {
  partition: "platform",
  platformNaming: "platform",
  crossAccount: "method",
  period: "time",
  moment: "time",
};
