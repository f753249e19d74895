/** A source of choices that a seed and an index repeat. */
export interface Random {
  /** A whole number from 0 up to, but not including, `end`; 0 if `end` is below 1. */
  readonly below: (end: number) => number;
  /** True in `percent` of 100 calls. */
  readonly chance: (percent: number) => boolean;
  /** One item of a list that has any. */
  readonly pick: <Item>(items: readonly Item[]) => Item;
}

/** The choices for one input: the same seed and index give the same ones, whatever other inputs there were. */
export function randomFor(seed: number, index: number): Random {
  let state = (Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b)) | 0;
  // mulberry32: 32 bits of state are enough for some hundred choices an input.
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (end: number) => Math.floor(next() * Math.max(end, 1));
  return {
    below,
    chance: (percent) => next() * 100 < percent,
    pick: (items) => {
      const item = items[below(items.length)];
      if (item === undefined) throw new Error("nothing to pick from");
      return item;
    },
  };
}
