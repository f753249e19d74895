import { type History, maximumSteps, type Step } from "../history.ts";
import { isSameContent } from "../same-work.ts";
import { contentOf, type Snapshot } from "../work.ts";
import { type Patch, patchBetween, patched } from "./patch.ts";
import { restoreSaved } from "./restore-saved.ts";

/** Characters of packed steps, in both directions together: what a tab's storage has room for beside the work. */
const maximumLength = 500_000;

/** A step's changes as text, and the neighbour nearer to the present from which they lead to it. */
interface Packed {
  readonly from: Step;
  readonly text: string;
}

/** Packs the history of one tab; remembers what it packed, because a step changes no more. */
export function createHistoryPacker() {
  const known = new WeakMap<Step, Packed>();

  const packedFrom = (from: Step, step: Step): string | undefined => {
    const packed = known.get(step);
    if (packed && isSameState(packed.from, from)) return packed.text;
    const [nearer, farther] = [from(), step()];
    if (!nearer || !farther) return undefined;
    const text = JSON.stringify(patchBetween(nearer, farther));
    known.set(step, { from, text });
    return text;
  };

  /** The texts of steps, the nearest to the present first, until one is unreadable or the room is used up. */
  const packedSteps = (present: Step, steps: readonly Step[], room: number): readonly string[] => {
    const texts: string[] = [];
    let left = room;
    let from = present;
    for (const step of steps) {
      const text = packedFrom(from, step);
      if (text === undefined || text.length > left) break;
      left -= text.length;
      texts.push(text);
      from = step;
    }
    return texts;
  };

  return {
    /** The history as JSON text. `copy` names the copy of the present state that it can be unpacked with. */
    pack(history: History, present: Snapshot, copy: string): string {
      const now: Step = () => present;
      const past = packedSteps(now, history.past.toReversed(), maximumLength);
      const used = past.reduce((sum, text) => sum + text.length, 0);
      const future = packedSteps(now, history.future, maximumLength - used);
      return `{"copy":${JSON.stringify(copy)},"past":[${past.join()}],"future":[${future.join()}]}`;
    },

    /**
     * The history in a text of `pack`, or of anyone else: `undefined` if it is none, or belongs to another copy.
     * `saved` is the copy of the present state as it was stored, and `present` that state.
     */
    unpack(text: string, saved: object, present: Snapshot, copy: string): History | undefined {
      if (text.length > 2 * maximumLength) return undefined;
      const raw: unknown = parsed(text);
      const { copy: of, past, future } = (raw ?? {}) as Partial<Record<string, unknown>>;
      if (of !== copy || !Array.isArray(past) || !Array.isArray(future)) return undefined;
      const now: Step = () => present;
      const stored = { ...contentOf(saved as Snapshot), workId: present.workId };
      const unpacked = (patches: readonly unknown[]) => {
        const steps: Step[] = [];
        let base: () => unknown = () => stored;
        let from = now;
        for (const patch of patches.slice(0, maximumSteps)) {
          const stepped = base;
          const value = once(() => patched(stepped(), patch));
          const step: Step = once(() => restoredSnapshot(value()));
          known.set(step, { from, text: JSON.stringify(patch as Patch) });
          steps.push(step);
          base = value;
          from = step;
        }
        return steps;
      };
      return { past: unpacked(past).reverse(), future: unpacked(future) };
    },
  };
}

/** Whether two steps are the same state; those that are not rebuilt yet are only compared by identity. */
function isSameState(one: Step, other: Step): boolean {
  if (one === other) return true;
  const [first, second] = [one(), other()];
  return !!first && !!second && first.workId === second.workId && isSameContent(first, second);
}

function restoredSnapshot(raw: unknown): Snapshot | undefined {
  const saved = restoreSaved(raw);
  const { workId } = (raw ?? {}) as { readonly workId?: unknown };
  if (!saved || !isWorkId(workId)) return undefined;
  return { ...contentOf(saved), workId };
}

/** Whether a value from a store can be the id of a piece of work. */
export function isWorkId(value: unknown): value is string {
  return typeof value === "string" && /^\w{1,64}$/.test(value);
}

/** The function, called at most once. A failure counts as `undefined`: what is stored may hold anything. */
function once<T>(make: () => T): () => T | undefined {
  let made: { readonly value: T | undefined } | undefined;
  return () => {
    made ??= { value: attempt(make) };
    return made.value;
  };
}

function attempt<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

const parsed = (text: string): unknown => attempt(() => JSON.parse(text));
