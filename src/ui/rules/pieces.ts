interface Place {
  readonly start: number;
  readonly end: number;
}

interface Piece {
  readonly start: number;
  readonly text: string;
  readonly isMarked: boolean;
}

/** Cuts a text at the borders of ranges; ranges that overlap become one piece. */
export function pieces(text: string, places: readonly Place[]): readonly Piece[] {
  const cut: Piece[] = [];
  let at = 0;
  const upTo = (end: number, isMarked: boolean) => {
    if (end <= at) return;
    cut.push({ start: at, text: text.slice(at, end), isMarked });
    at = end;
  };
  for (const { start, end } of places.toSorted((one, other) => one.start - other.start)) {
    upTo(start, false);
    upTo(end, true);
  }
  upTo(text.length, false);
  return cut;
}
