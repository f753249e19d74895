import { type ReactNode, useState } from "react";
import { Button } from "../parts/button.tsx";

interface LongListProps<Item> {
  readonly items: readonly Item[];
  /** The number of items that are shown at first. */
  readonly most: number;
  /** The noun for the items, for the button: "abuses". */
  readonly noun: string;
  readonly className?: string;
  readonly children: (item: Item) => ReactNode;
}

/** The number of items that each click adds. */
const more = 100;

/** A list that shows its first items, with a button to show more. */
export function LongList<Item>({ items, most, noun, className, children }: LongListProps<Item>) {
  const [shown, setShown] = useState(most);
  const rest = items.length - shown;
  return (
    <>
      <ul className={className}>{items.slice(0, shown).map(children)}</ul>
      {rest > 0 && (
        <Button tone="quiet" onClick={() => setShown(shown + more)} className="mt-1">
          {rest === 1
            ? "Show 1 more"
            : rest <= more
              ? `Show the other ${rest} ${noun}`
              : `Show ${more} more of ${rest} ${noun}`}
        </Button>
      )}
    </>
  );
}
