import { FileInput, TriangleAlert } from "lucide-react";
import { useMemo } from "react";
import type { ChecklistItem } from "#export";
import { markOf } from "#state";
import { diffLines } from "../import/diff-lines.ts";
import { importPoliciesView } from "../import/import-view.ts";
import { TextDiff } from "../import/text-diff.tsx";
import { Button } from "../parts/button.tsx";
import { AccountChip, KeyChip, RegionChip, RoleChip } from "../parts/chips.tsx";
import { useKeyhole } from "../store.tsx";
import { Commands } from "./commands.tsx";
import { CardHints, CardWarning, TickCard } from "./tick-card.tsx";

interface ChecklistCardProps {
  readonly number: number;
  readonly item: ChecklistItem;
  readonly isDone: boolean;
  /** The text has changed since the card was ticked. */
  readonly isChanged: boolean;
  /** The imported policies that are in its place today. */
  readonly before: readonly string[] | undefined;
}

/** One document to put in its place in AWS, or one grant to make. */
export function ChecklistCard({ number, item, isDone, isChanged, before }: ChecklistCardProps) {
  const tick = useKeyhole((state) => state.tick);
  const { title, account, text } = item;
  return (
    <TickCard
      number={number}
      title={title}
      account={account}
      isDone={isDone}
      isChanged={isChanged}
      where={<Where item={item} />}
      onTick={(done) => tick(item.id, done ? markOf(text) : null)}
    >
      <CardBody item={item} before={before} />
    </TickCard>
  );
}

function Where({ item }: { readonly item: ChecklistItem }) {
  const { account, region, place } = item;
  return (
    <p className="mt-1 flex flex-wrap gap-1">
      <AccountChip account={account} />
      {region && <RegionChip region={region} />}
      {place.to === "role" ? (
        <RoleChip name={place.roleName} account={account} tip={place.roleArn} />
      ) : (
        <KeyChip name={place.name} account={account} tip={place.keyArn} />
      )}
    </p>
  );
}

function CardBody(props: {
  readonly item: ChecklistItem;
  readonly before: readonly string[] | undefined;
}) {
  const { item, before } = props;
  const { replaces, state, commands, hints, consolePath, text } = item;
  const isOne = before?.length === 1;
  return (
    <>
      {state && <CardWarning text={state.warning} />}
      {state?.remedies.map(({ text: what, commands: lines }) => (
        <Commands key={what} title={what} about={item.title} lines={lines} />
      ))}
      {replaces && (
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 rounded-sm border border-refused bg-refused-wash px-2.5 py-1.5 text-refused">
          <TriangleAlert aria-hidden size={14} className="shrink-0" />
          <strong className="min-w-0 flex-1 font-semibold text-sm">{replaces.warning}</strong>
          <Button icon={FileInput} onClick={() => importPoliciesView.getState().show()}>
            Import the present one and merge
          </Button>
        </div>
      )}
      {replaces && (
        <Commands title="First, back it up" about={item.title} lines={replaces.backup} />
      )}
      {isOne && <Changes before={before[0] ?? ""} after={text} title={item.title} />}
      <Commands title={titleOf(item)} about={item.title} lines={commands} />
      {consolePath.length > 0 && (
        <p className="text-muted text-xs">
          <span className="font-medium text-soft">Console:</span> {consolePath.join(" › ")}
        </p>
      )}
      <CardHints hints={hints} />
    </>
  );
}

/** Of its commands; what the console cannot do needs no document either. */
function titleOf({ replaces, consolePath }: ChecklistItem): string {
  if (replaces) return "Then replace it";
  return consolePath.length === 0
    ? "With the AWS CLI"
    : "With the AWS CLI, beside the downloaded documents";
}

function Changes(props: {
  readonly before: string;
  readonly after: string;
  readonly title: string;
}) {
  const { before, after, title } = props;
  const lines = useMemo(() => diffLines(before, after), [before, after]);
  const added = lines.filter(({ kind }) => kind === "added").length;
  const removed = lines.filter(({ kind }) => kind === "removed").length;
  return (
    <div className="stack gap-1">
      <h4 className="flex justify-between gap-2 font-medium text-soft text-xs">
        Changes against the policy that you imported
        <span className="font-normal text-muted">
          +{added} −{removed} lines
        </span>
      </h4>
      {added + removed === 0 ? (
        <p className="text-muted text-xs">None: it is in place already.</p>
      ) : (
        <TextDiff label={`Changes: ${title}`} before={before} after={after} />
      )}
    </div>
  );
}
