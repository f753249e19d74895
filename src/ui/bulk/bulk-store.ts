import { createStore } from "zustand/vanilla";
import type { TakeChoices, TargetColumn, TargetDefaults, TargetText } from "#import";
import type { Handed } from "../import/bring-view.ts";
import { readText } from "../import/read-handed.ts";

/** A text that was handed over. One that was taken away again keeps its place, so that rows keep their ids. */
export interface BulkText extends Required<TargetText> {
  readonly id: string;
  readonly isGone: boolean;
  /** Why it could not be read at all. */
  readonly refused?: string;
}

/** What the user changed in a row. */
export type RowEdit = Partial<Record<TargetColumn, string>> & { readonly isOut?: boolean };

/** What was brought, and what the user made of it. Kept while the dialog is closed: Escape loses nothing. */
export interface Bulk {
  readonly texts: readonly BulkText[];
  readonly edits: Readonly<Record<string, RowEdit>>;
  /** Undefined until the user chooses. */
  readonly mode: TakeChoices["mode"] | undefined;
  readonly defaults: TargetDefaults;
  read(handed: readonly Handed[]): Promise<void>;
  remove(id: string): void;
  change(edits: readonly (readonly [rowId: string, edit: RowEdit])[]): void;
  choose(mode: TakeChoices["mode"]): void;
  standFor(defaults: TargetDefaults): void;
  clear(): void;
}

const blank = { texts: [], edits: {}, mode: undefined, defaults: {} } as const;

export const bulkStore = createStore<Bulk>((set) => ({
  ...blank,
  read: async (handed) => {
    for (const one of handed) {
      const read = await readText(one);
      set(({ texts }) => {
        const id = `${texts.length}`;
        return { texts: [...texts, { id, name: one.name, isGone: false, ...read }] };
      });
    }
  },
  remove: (id) =>
    set(({ texts }) => ({
      texts: texts.map((text) => (text.id === id ? { ...text, text: "", isGone: true } : text)),
    })),
  change: (changes) =>
    set(({ edits }) => ({
      edits: {
        ...edits,
        ...Object.fromEntries(changes.map(([id, edit]) => [id, { ...edits[id], ...edit }])),
      },
    })),
  choose: (mode) => set({ mode }),
  standFor: (defaults) => set((now) => ({ defaults: { ...now.defaults, ...defaults } })),
  clear: () => set(blank),
}));
