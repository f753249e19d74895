import { ChevronRight, Copy, FileInput, TriangleAlert } from "lucide-react";
import { useId, useMemo, useState } from "react";
import type { ChecklistItem } from "#export";
import { markOf } from "#state";
import { useCopy } from "../editor/use-copy.ts";
import { diffLines } from "../import/diff-lines.ts";
import { importPoliciesView } from "../import/import-view.ts";
import { TextDiff } from "../import/text-diff.tsx";
import { Button, IconButton } from "../parts/button.tsx";
import { AccountChip, KeyChip, RegionChip, RoleChip } from "../parts/chips.tsx";
import { useKeyhole } from "../store.tsx";

interface ChecklistCardProps {
  readonly number: number;
  readonly item: ChecklistItem;
  readonly isDone: boolean;
  /** The text has changed since the card was ticked. */
  readonly isChanged: boolean;
  /** The imported policies that are in its place today. */
  readonly before: readonly string[] | undefined;
}

/** One thing to do in AWS. A ticked card shows its title only. */
export function ChecklistCard({ number, item, isDone, isChanged, before }: ChecklistCardProps) {
  const tick = useKeyhole((state) => state.tick);
  const [open, setOpen] = useState<boolean | null>(null);
  const id = useId();
  const { document, title } = item;
  const isOpen = open ?? !isDone;
  return (
    <li
      className={`rounded-md border border-line ${isDone ? "bg-canvas" : "bg-surface"}`}
      aria-labelledby={`${id}-title`}
    >
      <div className="flex items-start gap-2.5 px-3 py-2">
        <span
          aria-hidden
          className={`grid size-5 shrink-0 place-items-center rounded-full border border-edge font-semibold text-[11px] ${isDone ? "bg-sunken text-muted" : ""}`}
        >
          {number}
        </span>
        <div className="min-w-0 flex-1">
          <h3 id={`${id}-title`} className="font-semibold text-sm">
            <button
              type="button"
              aria-expanded={isOpen}
              onClick={() => setOpen(!isOpen)}
              className="inline-flex items-center gap-1 text-left"
            >
              {title}
              <ChevronRight
                aria-hidden
                size={13}
                className={`shrink-0 text-muted ${isOpen ? "rotate-90" : ""}`}
              />
            </button>
          </h3>
          <Where item={item} />
        </div>
        <label className="flex shrink-0 items-center gap-1.5 text-muted text-sm">
          {isDone ? "done" : isChanged ? "changed since" : "to do"}
          <input
            type="checkbox"
            className="tick size-4! rounded-sm checked:after:text-on-accent"
            checked={isDone}
            aria-describedby={`${id}-title`}
            aria-label={`Done: ${title}, ${document.account}`}
            onChange={({ target }) => {
              setOpen(null);
              tick(item.id, target.checked ? markOf(document.text) : null);
            }}
          />
        </label>
      </div>
      {isOpen && <CardBody item={item} before={before} />}
    </li>
  );
}

function Where({ item }: { readonly item: ChecklistItem }) {
  const { account, region, attachTo, name } = item.document;
  return (
    <p className="mt-1 flex flex-wrap gap-1">
      <AccountChip account={account} />
      {region && <RegionChip region={region} />}
      {attachTo.to === "role" ? (
        <RoleChip name={attachTo.roleName} account={account} tip={attachTo.roleArn} />
      ) : (
        <KeyChip name={name} account={account} tip={attachTo.keyArn} />
      )}
    </p>
  );
}

function CardBody(props: {
  readonly item: ChecklistItem;
  readonly before: readonly string[] | undefined;
}) {
  const { item, before } = props;
  const { replaces, commands, hints, consolePath, document } = item;
  const isOne = before?.length === 1;
  return (
    <div className="stack gap-2 px-3 pb-3 sm:pl-[42px]">
      {replaces && (
        <div className="flex flex-wrap items-center gap-x-2 gap-y-1 rounded-sm border border-refused bg-refused-wash px-2.5 py-1.5 text-refused">
          <TriangleAlert aria-hidden size={14} className="shrink-0" />
          <strong className="min-w-0 flex-1 font-semibold text-sm">{replaces.warning}</strong>
          <Button icon={FileInput} onClick={() => importPoliciesView.getState().show()}>
            Import the present one and merge
          </Button>
        </div>
      )}
      {replaces && <Commands title="First, back it up" item={item} lines={replaces.backup} />}
      {isOne && <Changes before={before[0] ?? ""} after={document.text} title={item.title} />}
      <Commands
        title={replaces ? "Then replace it" : "With the AWS CLI, beside the downloaded documents"}
        item={item}
        lines={commands}
      />
      <p className="text-muted text-xs">
        <span className="font-medium text-soft">Console:</span> {consolePath.join(" › ")}
      </p>
      {hints.map((hint) => (
        <p key={hint} className="text-soft text-xs [overflow-wrap:anywhere]">
          {hint}
        </p>
      ))}
    </div>
  );
}

interface CommandsProps {
  readonly title: string;
  readonly item: ChecklistItem;
  readonly lines: readonly string[];
}

function Commands({ title, item, lines }: CommandsProps) {
  const { said, refused, copy } = useCopy();
  return (
    <div className="stack gap-1">
      <h4 className="font-medium text-soft text-xs">
        {title}
        {said && (
          <span role="status" className={refused ? "ml-2 text-refused" : "ml-2 text-muted"}>
            {said}
          </span>
        )}
      </h4>
      <div className="flex items-start rounded-sm bg-sunken py-1 pr-1 pl-2">
        <pre className="min-w-0 flex-1 whitespace-pre-wrap py-1 text-xs [overflow-wrap:anywhere]">
          {lines.join("\n")}
        </pre>
        <IconButton
          label={`Copy: ${item.title}, ${title.toLowerCase()}`}
          icon={Copy}
          onClick={() => void copy(lines.join("\n"), "the commands")}
        />
      </div>
    </div>
  );
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
