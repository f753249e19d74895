import { createStore } from "zustand/vanilla";
import type { ImportedPolicy, Match } from "#import";
import type { ImportInput } from "./import-view.ts";
import { type ImportedText, type ImportText, readInput, refused } from "./read-input.ts";

/** One imported policy in the list, with a key that is unique among all texts. */
export interface ImportedRow {
  readonly key: string;
  /** The name of the text that contains the policy. */
  readonly from: string;
  /** Set if a bundle of `collect.sh` has it, so it is in AWS now; `in-part` if AWS refused some of the bundle. */
  readonly collected?: "whole" | "in-part";
  readonly policy: ImportedPolicy;
  readonly match: Match;
  /** Set if the text does not say that it belongs to a role or key: the user can say that it is a layer. */
  readonly isCorrectable?: true;
}

/** The imported texts, and the document for each policy. Closing the dialog does not discard them. */
export interface ImportState {
  readonly texts: readonly ImportedText[];
  readonly reading: number;
  /** The text in the box that is not read yet. */
  readonly draft: string;
  /** The document that the user chose for each row; `null` skips the policy. Without a choice the match applies. */
  readonly chosen: Readonly<Record<string, string | null>>;
  /** What the user says is a policy of a role or key and not a layer, or a layer and not such a policy, by key. */
  readonly corrected: Readonly<Record<string, boolean>>;
  /** The policies that were applied, as they are in AWS: for the checklist. Kept as long as the page is open. */
  readonly applied: AppliedPolicies;
  /** Remembers the applied policies of a piece of work, by document. */
  apply(workId: string, policies: AppliedPolicies["byDocument"]): void;
  read(inputs: readonly ImportInput[], importText: ImportText): Promise<void>;
  /** Reads a text again that the checker failed to read. */
  readAgain(id: string, importText: ImportText): Promise<void>;
  type(draft: string): void;
  remove(id: string): void;
  choose(key: string, documentId: string | null): void;
  /** Takes a text for the other of the two, or again for what it looked like. */
  correct(key: string): void;
  clear(): void;
}

/** The present policies of a piece of work, by document. */
export interface AppliedPolicies {
  readonly workId: string;
  readonly byDocument: ReadonlyMap<string, readonly string[]>;
}

/** A folder with many files that is dropped by mistake must not block the page. */
const mostTexts = 50;

let count = 0;

export const importStore = createStore<ImportState>((set, get) => ({
  texts: [],
  reading: 0,
  draft: "",
  chosen: {},
  corrected: {},
  applied: { workId: "", byDocument: new Map() },
  apply: (workId, policies) =>
    set(({ applied }) => ({
      applied: {
        workId,
        byDocument: new Map([
          ...(applied.workId === workId ? applied.byDocument : []),
          ...policies,
        ]),
      },
    })),
  read: async (inputs, importText) => {
    const room = Math.max(0, mostTexts - get().texts.length - get().reading);
    const accepted = inputs.slice(0, room);
    set(({ reading }) => ({ reading: reading + accepted.length }));
    for (const one of accepted) {
      count += 1;
      const text = await readInput(`text-${count}`, one, importText);
      set(({ texts, reading }) => ({ texts: [...texts, text], reading: reading - 1 }));
    }
    const left = inputs.length - accepted.length;
    if (left > 0) set(({ texts }) => ({ texts: [...texts, notRead(left)] }));
  },
  readAgain: async (id, importText) => {
    const failed = get().texts.find((text) => text.id === id)?.failed;
    if (!failed) return;
    get().remove(id);
    await get().read([failed], importText);
  },
  type: (draft) => set({ draft }),
  remove: (id) => set(({ texts }) => ({ texts: texts.filter((text) => text.id !== id) })),
  choose: (key, documentId) => set(({ chosen }) => ({ chosen: { ...chosen, [key]: documentId } })),
  correct: (key) =>
    set(({ corrected }) => ({ corrected: { ...corrected, [key]: !corrected[key] } })),
  clear: () => set({ texts: [], chosen: {}, corrected: {} }),
}));

function notRead(left: number): ImportedText {
  count += 1;
  const message = `Keyhole reads at most ${mostTexts} files at a time and skipped ${left} more. Remove some files, or apply these first.`;
  return { id: `text-${count}`, name: `${left} more`, imported: refused(message) };
}

/** The document that a policy goes into: the user's choice, or else the best match. Returns `undefined` if it is skipped. */
export function targetOf(
  { key, match }: ImportedRow,
  chosen: ImportState["chosen"],
): string | undefined {
  const choice = Object.hasOwn(chosen, key) ? chosen[key] : match.best?.documentId;
  return choice !== null && choice !== undefined && match.documentIds.includes(choice)
    ? choice
    : undefined;
}
