import { useMemo } from "react";
import { nameOfKey } from "#scenario";
import type { ConsequenceStep } from "#verdict";
import { AccountChip, KeyChip, RegionChip, RoleChip } from "../parts/chips.tsx";
import { useKeyhole } from "../store.tsx";
import { exampleQuestions } from "../wizard/problems.ts";
import { AbuseWord, OutcomeWord, StepIcon } from "./consequence-view.tsx";
import { useConsequences } from "./use-consequences.ts";

/** What the answers mean so far: the accounts, and the import step by step. */
export function SoFar() {
  const scenario = useKeyhole((state) => state.scenario);
  const [consequence] = useConsequences(useMemo(() => [{ scenario }], [scenario]));
  const { platform, targets } = scenario;
  const target = targets[0];
  const key = target?.keys[0];
  const hasExamples = exampleQuestions(scenario).length > 0;
  return (
    <section aria-label="So far" className="rounded-lg border border-line bg-surface">
      <h2 className="flex min-h-10 items-center justify-between gap-2 border-line border-b px-4 font-semibold text-sm">
        So far
        {hasExamples && <span className="font-normal text-muted text-xs">with example values</span>}
      </h2>
      <dl className="grid grid-cols-[5rem_minmax(0,1fr)] items-center gap-x-3 gap-y-2 px-4 py-3 text-sm">
        <dt className="text-muted">Source</dt>
        <dd className="flex flex-wrap gap-1">
          <AccountChip account={target?.account ?? ""} />
          <RegionChip region={key?.region ?? ""} />
          {key && <KeyChip name={nameOfKey(key)} account={target?.account} />}
        </dd>
        <dt className="text-muted">Platform</dt>
        <dd className="flex flex-wrap gap-1">
          <AccountChip account={platform.account} />
          <RegionChip region={platform.region} />
          <RoleChip name={platform.role} account={platform.account} />
        </dd>
      </dl>
      <div className="flex items-center justify-between gap-2 border-line border-t px-4 pt-3 pb-1">
        <h3 className="text-muted text-xs">The import, step by step</h3>
        <OutcomeWord consequence={consequence} />
      </div>
      <ol className="min-h-40 px-4 pb-2">
        {(consequence?.steps ?? []).map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one run keep their places
          <StepLine key={index} number={index + 1} step={step} />
        ))}
      </ol>
      <p className="flex min-h-10 items-center justify-between gap-2 border-line border-t px-4 text-muted text-xs">
        Abuses that Keyhole tries
        <AbuseWord consequence={consequence} />
      </p>
    </section>
  );
}

function StepLine({ number, step }: { readonly number: number; readonly step: ConsequenceStep }) {
  return (
    <li className="flex items-baseline gap-2 py-1 text-sm">
      <span className="w-4 shrink-0 text-right text-muted text-xs">{number}</span>
      <span className="min-w-0 flex-1">{step.title}</span>
      <StepIcon state={step.state} />
    </li>
  );
}
