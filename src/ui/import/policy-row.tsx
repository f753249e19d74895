import { useId } from "react";
import { useStore } from "zustand";
import { whyNoDocument } from "#import";

import { kindWords } from "../editor/words.ts";
import { Button } from "../parts/button.tsx";
import { AccountChip, RegionChip } from "../parts/chips.tsx";
import { SelectInput } from "../parts/text-input.tsx";
import { useKeyhole } from "../store.tsx";
import { CorrectButton } from "./correct-button.tsx";
import { type ImportedRow, importStore, targetOf } from "./import-store.ts";

interface PolicyRowProps {
  readonly row: ImportedRow;
  /** The documents' titles by id. */
  readonly titles: ReadonlyMap<string, string>;
  readonly onTighten: (key: string) => void;
}

/** One policy: what it is, what is not resolved in it, and the document that it goes into. */
export function PolicyRow({ row, titles, onTighten }: PolicyRowProps) {
  const id = useId();
  const { policy, match, key } = row;
  const chosen = useStore(importStore, (state) => state.chosen);
  const scenario = useKeyhole((state) => state.scenario);
  const target = targetOf(row, chosen);
  const { kind, title, account, region, unresolved } = policy;
  const open = new Set(unresolved.map(({ expression }) => expression)).size;
  return (
    <li className="grid gap-x-3 gap-y-1.5 px-2.5 py-2 sm:grid-cols-[minmax(0,1fr)_18rem]">
      <div className="stack content-start gap-1">
        <label htmlFor={id} className="break-words font-medium text-sm">
          {title}
        </label>
        <p className="flex flex-wrap items-center gap-1 text-muted text-xs">
          <span>{title === kindWords[kind] ? row.from : `${kindWords[kind]} · ${row.from}`}</span>
          {account !== undefined && <AccountChip account={account} />}
          {region !== undefined && <RegionChip region={region} />}
          {open > 0 && (
            <span className="text-caution">
              {open === 1 ? "1 value is" : `${open} values are`} not resolved
            </span>
          )}
        </p>
        {row.isCorrectable && (
          <CorrectButton rowKey={key} title={title}>
            {kind === "identity"
              ? "This is an SCP or another layer"
              : "This is an RCP or another layer"}
          </CorrectButton>
        )}
      </div>
      <div className="stack content-start gap-1">
        <SelectInput
          id={id}
          value={target ?? ""}
          aria-describedby={`${id}-why`}
          disabled={match.documentIds.length === 0}
          onChange={({ target: { value } }) =>
            importStore.getState().choose(key, value === "" ? null : value)
          }
        >
          <option value="">Skip this policy</option>
          {match.documentIds.map((documentId) => (
            <option key={documentId} value={documentId}>
              {titles.get(documentId) ?? documentId}
            </option>
          ))}
        </SelectInput>
        <div className="flex min-h-7 items-center gap-2">
          <p
            id={`${id}-why`}
            className="min-w-0 flex-1 text-muted text-xs [overflow-wrap:anywhere]"
          >
            {match.documentIds.length === 0
              ? whyNoDocument(kind, scenario)
              : whyChosen(row, target)}
          </p>
          {kind === "identity" && target !== undefined && (
            <Button tone="quiet" onClick={() => onTighten(key)}>
              Tighten…<span className="sr-only"> {title}</span>
            </Button>
          )}
        </div>
      </div>
    </li>
  );
}

function whyChosen({ match, policy }: ImportedRow, target: string | undefined): string {
  if (match.best && target === match.best.documentId) return `Matched: ${match.best.reason}.`;
  if (target !== undefined) return "You chose this document.";
  if (policy.managedPolicyArn?.includes(":iam::aws:"))
    return "You cannot edit an AWS managed policy.";
  if (policy.boundaryOf.length > 0 && policy.roles.length === 0)
    return "A permissions boundary: it grants nothing.";
  if (match.isLate)
    return `Another ${kindWords[policy.kind].toLowerCase()} of this ${policy.kind === "key" ? "key" : "role"} is already chosen.`;
  return match.best ? "" : "No role or key in your answers has this name.";
}
