import { useId } from "react";
import { useStore } from "zustand";
import { whyNone } from "#import";

import { kindWords } from "../editor/words.ts";
import { Button } from "../parts/button.tsx";
import { AccountChip, RegionChip } from "../parts/chips.tsx";
import { SelectInput } from "../parts/text-input.tsx";
import { useKeyhole } from "../store.tsx";
import { type BroughtRow, broughtStore, targetOf } from "./brought-store.ts";

interface PolicyRowProps {
  readonly row: BroughtRow;
  /** The documents' titles by id. */
  readonly titles: ReadonlyMap<string, string>;
  readonly onTighten: (key: string) => void;
}

/** One policy: what it is, what is unsure about it, and where it is to go. */
export function PolicyRow({ row, titles, onTighten }: PolicyRowProps) {
  const id = useId();
  const { policy, match, key } = row;
  const chosen = useStore(broughtStore, (brought) => brought.chosen);
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
      </div>
      <div className="stack content-start gap-1">
        <SelectInput
          id={id}
          value={target ?? ""}
          aria-describedby={`${id}-why`}
          disabled={match.documentIds.length === 0}
          onChange={({ target: { value } }) =>
            broughtStore.getState().choose(key, value === "" ? null : value)
          }
        >
          <option value="">Leave out</option>
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
            {match.documentIds.length === 0 ? whyNone(kind, scenario) : whyThere(row, target)}
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

function whyThere({ match, policy }: BroughtRow, target: string | undefined): string {
  if (match.best && target === match.best.documentId) return `Matched: ${match.best.reason}.`;
  if (target !== undefined) return "Chosen by you.";
  if (policy.managedPolicyArn?.includes(":iam::aws:")) return "AWS’s own policy cannot be edited.";
  if (policy.boundaryOf.length > 0 && policy.roles.length === 0)
    return "A permissions boundary: it grants nothing.";
  if (match.isLate)
    return `Another ${kindWords[policy.kind].toLowerCase()} of this ${policy.kind === "key" ? "key" : "role"} was taken first.`;
  return match.best ? "" : "Matches no role or key of your answers by name.";
}
