import { createStore } from "zustand/vanilla";
import type { ImportChoices, TargetColumn, TargetDefaults, TargetText } from "#import";
import type { ImportInput } from "../import/import-view.ts";
import { readText } from "../import/read-input.ts";

/** An imported text. A removed text keeps its index, because the ids of rows contain it. */
export interface BulkText extends Required<TargetText> {
  readonly id: string;
  readonly isRemoved: boolean;
  /** Why the text could not be read. */
  readonly refused?: string;
}

/** What the user changed in a row. */
export type RowEdit = Partial<Record<TargetColumn, string>> & { readonly isOut?: boolean };

/** The imported texts and the user's changes to their rows. Closing the dialog does not discard them. */
export interface Bulk {
  readonly texts: readonly BulkText[];
  readonly edits: Readonly<Record<string, RowEdit>>;
  /** Undefined until the user chooses. */
  readonly mode: ImportChoices["mode"] | undefined;
  readonly defaults: TargetDefaults;
  read(inputs: readonly ImportInput[]): Promise<void>;
  remove(id: string): void;
  change(edits: readonly (readonly [rowId: string, edit: RowEdit])[]): void;
  choose(mode: ImportChoices["mode"]): void;
  setDefaults(defaults: TargetDefaults): void;
  clear(): void;
}

const blank = { texts: [], edits: {}, mode: undefined, defaults: {} } as const;

export const bulkStore = createStore<Bulk>((set) => ({
  ...blank,
  read: async (inputs) => {
    for (const input of inputs) {
      const read = await readText(input);
      set(({ texts }) => {
        const id = `${texts.length}`;
        return { texts: [...texts, { id, name: input.name, isRemoved: false, ...read }] };
      });
    }
  },
  remove: (id) =>
    set(({ texts }) => ({
      texts: texts.map((text) => (text.id === id ? { ...text, text: "", isRemoved: true } : text)),
    })),
  change: (changes) =>
    set(({ edits }) => ({
      edits: {
        ...edits,
        ...Object.fromEntries(changes.map(([id, edit]) => [id, { ...edits[id], ...edit }])),
      },
    })),
  choose: (mode) => set({ mode }),
  setDefaults: (defaults) => set((now) => ({ defaults: { ...now.defaults, ...defaults } })),
  clear: () => set(blank),
}));
