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

interface ExampleTextProps {
  readonly label: string;
  readonly text: string;
  /** The ranges that the rule reports. */
  readonly marked: readonly { readonly start: number; readonly end: number }[];
}

/** An example document of a rule, with the reported ranges marked. */
export function ExampleText({ label, text, marked }: ExampleTextProps) {
  return (
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-md border border-line bg-canvas px-3 py-2"
    >
      <pre className="font-mono text-sm leading-5">
        {pieces(text, marked).map(({ start, text: piece, isMarked }) =>
          isMarked ? (
            <mark
              key={start}
              className="rounded-sm bg-refused-wash text-text underline decoration-2 decoration-refused underline-offset-2"
            >
              {piece}
            </mark>
          ) : (
            piece
          ),
        )}
      </pre>
    </section>
  );
}
