import { useMemo } from "react";
import { useStore } from "zustand";
import { ownersOfWholeRoles } from "#import";
import { decidesEc2Calls } from "#scenario";
import { TickRow } from "../own-rules/tick-row.tsx";
import { useKeyhole } from "../store.tsx";
import { type ImportedRow, importStore, targetOf } from "./import-store.ts";
import { useTitles } from "./use-titles.ts";

/**
 * The owners of roles (`platform` or a target's id) of which the imported texts have every identity policy, all of them
 * chosen for the role's own document. Empty where the answers decide their EC2 and EBS calls already.
 */
export function useWholeOwners(rows: readonly ImportedRow[]): readonly string[] {
  const scenario = useKeyhole((state) => state.scenario);
  const texts = useStore(importStore, (state) => state.texts);
  const chosen = useStore(importStore, (state) => state.chosen);
  return useMemo(() => {
    const whole = texts.flatMap(({ imported }) => imported.wholeRoles ?? []);
    const isChosen = (owner: string, arn: string | undefined) =>
      rows
        .filter(
          ({ policy: { kind, roles } }) =>
            kind === "identity" && roles.some((role) => role.arn === arn),
        )
        .every((row) => targetOf(row, chosen)?.startsWith(`${owner}/identity`));
    return whole.flatMap((role) =>
      ownersOfWholeRoles(scenario, [role]).filter(
        (owner) => isChosen(owner, role.arn) && !decidesEc2Calls(scenario, owner),
      ),
    );
  }, [scenario, texts, chosen, rows]);
}

interface CompleteOfferProps {
  readonly owners: readonly string[];
  readonly on: boolean;
  readonly onTick: (on: boolean) => void;
}

/** Offers to take the imported policies of roles for all that the roles have. Nothing if no role was imported whole. */
export function CompleteOffer({ owners, on, onTick }: CompleteOfferProps) {
  const title = useTitles();
  if (owners.length === 0) return null;
  const names = owners.map((owner) => title(`${owner}/identity`));
  return (
    <section aria-label="EC2 and EBS calls" className="stack gap-1">
      <TickRow
        label="These are all policies of the roles: decide the EC2 and EBS calls, too"
        on={on}
        onTick={onTick}
      />
      <p className="pl-5.5 text-muted text-xs">
        Imported whole: {names.join(", ")}. The import then stops at each EC2 or EBS call that they
        do not allow. Otherwise these calls are not decided.
      </p>
    </section>
  );
}
