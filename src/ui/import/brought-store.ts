import { createStore } from "zustand/vanilla";
import type { BroughtPolicy, Match } from "#import";
import type { Handed } from "./bring-view.ts";
import { type BroughtText, readHanded, refused } from "./read-handed.ts";

/** One brought policy in the list, under a name that is unique among all texts. */
export interface BroughtRow {
  readonly key: string;
  /** What the text that it came in is called. */
  readonly from: string;
  readonly policy: BroughtPolicy;
  readonly match: Match;
}

/** What was brought and where it is to go. Kept while the dialog is closed, so that nothing is lost by Escape. */
export interface Brought {
  readonly texts: readonly BroughtText[];
  readonly reading: number;
  /** What is typed and not read yet. */
  readonly draft: string;
  /** The user's own choice by row; `null` leaves the policy out. Without one the match counts. */
  readonly chosen: Readonly<Record<string, string | null>>;
  read(handed: readonly Handed[]): Promise<void>;
  type(draft: string): void;
  remove(id: string): void;
  choose(key: string, documentId: string | null): void;
  clear(): void;
}

/** More files than anybody means to bring: a folder dropped by mistake must not hold up the page. */
const mostTexts = 50;

let count = 0;

export const broughtStore = createStore<Brought>((set, get) => ({
  texts: [],
  reading: 0,
  draft: "",
  chosen: {},
  read: async (handed) => {
    const room = Math.max(0, mostTexts - get().texts.length - get().reading);
    const taken = handed.slice(0, room);
    set(({ reading }) => ({ reading: reading + taken.length }));
    for (const one of taken) {
      count += 1;
      const text = await readHanded(`text-${count}`, one);
      set(({ texts, reading }) => ({ texts: [...texts, text], reading: reading - 1 }));
    }
    const left = handed.length - taken.length;
    if (left > 0) set(({ texts }) => ({ texts: [...texts, notRead(left)] }));
  },
  type: (draft) => set({ draft }),
  remove: (id) => set(({ texts }) => ({ texts: texts.filter((text) => text.id !== id) })),
  choose: (key, documentId) => set(({ chosen }) => ({ chosen: { ...chosen, [key]: documentId } })),
  clear: () => set({ texts: [], chosen: {} }),
}));

function notRead(left: number): BroughtText {
  count += 1;
  const message = `At most ${mostTexts} files are read at once, and ${left} more were left out. Remove some, or take these first.`;
  return { id: `text-${count}`, name: `${left} more`, imported: refused(message) };
}

/** Where a policy is to go: as the user chose, else where it belongs; nothing where it is left out. */
export function targetOf(
  { key, match }: BroughtRow,
  chosen: Brought["chosen"],
): string | undefined {
  const choice = Object.hasOwn(chosen, key) ? chosen[key] : match.best?.documentId;
  return choice !== null && choice !== undefined && match.documentIds.includes(choice)
    ? choice
    : undefined;
}
