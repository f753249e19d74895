import type { TakeBackItem } from "#export";
import { markOf } from "#state";
import type { StillWorks } from "#verdict";
import { Button } from "../parts/button.tsx";
import { AccountChip, RegionChip } from "../parts/chips.tsx";
import { useKeyhole } from "../store.tsx";
import { Commands } from "./commands.tsx";
import { StillWorksView } from "./still-works-view.tsx";
import { CardHints, CardWarning, TickCard } from "./tick-card.tsx";

interface TakeBackCardProps {
  readonly number: number;
  readonly item: TakeBackItem;
  readonly isDone: boolean;
  /** The commands have changed since the card was ticked. */
  readonly isChanged: boolean;
  /** What still works after it and the cards before it; `undefined` until that is decided. */
  readonly after: StillWorks | undefined;
  /** Decides again; `undefined` unless the checker failed. */
  readonly retry: (() => void) | undefined;
}

/** One thing to take back, with what still works after it. */
export function TakeBackCard({ number, item, isDone, isChanged, after, retry }: TakeBackCardProps) {
  const tick = useKeyhole((state) => state.tick);
  const { title, account, region, by, warning, lookFirst, commands, hints } = item;
  return (
    <TickCard
      number={number}
      title={title}
      account={account}
      isDone={isDone}
      isChanged={isChanged}
      where={
        <p className="mt-1 flex flex-wrap items-center gap-1">
          <AccountChip account={account} />
          {region && <RegionChip region={region} />}
          <span className="text-muted text-xs">by {by}</span>
        </p>
      }
      foot={
        <div className="border-line border-t px-3 py-2 sm:pl-[42px]">
          {retry ? (
            <p className="flex flex-wrap items-center gap-2 text-refused text-sm">
              The checker failed: what still works is not known.
              <Button onClick={retry}>Check again</Button>
            </p>
          ) : (
            <StillWorksView after={after} />
          )}
        </div>
      }
      onTick={(done) => tick(item.id, done ? markOfItem(item) : null)}
    >
      {warning !== undefined && <CardWarning text={warning} />}
      {lookFirst.length > 0 && (
        <Commands title="Look first: changes nothing" about={title} lines={lookFirst} />
      )}
      {commands.length > 0 && <Commands title="Then" about={title} lines={commands} />}
      <CardHints hints={hints} />
    </TickCard>
  );
}

/** Ticked commands that changed are to do again. */
export function markOfItem({ lookFirst, commands }: TakeBackItem): string {
  return markOf([...lookFirst, ...commands].join("\n"));
}
