import { useMemo, useState } from "react";
import { useStore } from "zustand";
import { leastScenario, type Proposal, proposeAnswers } from "#import";
import type { Scenario } from "#scenario";
import { subjectOf } from "#state";
import { Button } from "../parts/button.tsx";
import { useKeyhole } from "../store.tsx";
import { AccessTable } from "./access-table.tsx";
import { type BroughtRow, broughtStore, targetOf } from "./brought-store.ts";
import { ComparedAbuses } from "./compared-abuses.tsx";
import { DialogFooter, view } from "./dialog-footer.tsx";
import { ProposalList } from "./proposal-list.tsx";
import { compare, roleOf } from "./role-brought.ts";

interface TightenViewProps {
  readonly row: BroughtRow;
  readonly rows: readonly BroughtRow[];
  readonly onBack: () => void;
  readonly onTaken: () => void;
}

/** What a role's policies say of the answers, and what they allow beside the least that the import needs. */
export function TightenView({ row, rows, onBack, onTaken }: TightenViewProps) {
  const scenario = useKeyhole((state) => state.scenario);
  const answer = useKeyhole((state) => state.answer);
  const chosen = useStore(broughtStore, (brought) => brought.chosen);
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set());
  const subject = useKeyhole(subjectOf);
  const documentId = targetOf(row, chosen) ?? "";
  const role = useMemo(
    () => roleOf(rows, chosen, documentId, subject),
    [rows, chosen, documentId, subject],
  );
  const proposals = useMemo(() => proposeAnswers(scenario, role), [scenario, role]);
  // Ticked at first, but for what lets in more than the answers do.
  const left = useMemo(
    () =>
      new Set(
        proposals
          .filter(({ id, widens }) => turned.has(id) !== (widens === true))
          .map(({ id }) => id),
      ),
    [proposals, turned],
  );
  const taken = useMemo(() => proposals.filter(({ id }) => !left.has(id)), [proposals, left]);
  const compared = useMemo(
    () => compare(applied(scenario, taken), documentId, role.identity),
    [scenario, taken, documentId, role],
  );
  const take = (change: (now: Scenario) => Scenario) => {
    answer(change);
    onTaken();
  };
  return (
    <div className={view}>
      <ProposalList
        scenario={scenario}
        proposals={proposals}
        policies={role.identity}
        left={left}
        onToggle={(id) =>
          setTurned((now) =>
            now.has(id) ? new Set([...now].filter((one) => one !== id)) : new Set([...now, id]),
          )
        }
      />
      {compared && (
        <>
          <ComparedAbuses compared={compared} />
          <AccessTable rows={compared.rows} />
        </>
      )}
      <DialogFooter said="Both change answers only. Undo takes them back.">
        <Button onClick={onBack}>Back</Button>
        <Button
          disabled={taken.length === 0}
          tip="The answers as this policy has them today"
          onClick={() => take((now) => applied(now, taken))}
        >
          Take the ticked answers
        </Button>
        <Button
          tone="primary"
          tip="The ticked answers, with what is at the right of the table"
          onClick={() => take((now) => leastScenario(applied(now, taken)))}
        >
          Take the least instead
        </Button>
      </DialogFooter>
    </div>
  );
}

function applied(scenario: Scenario, proposals: readonly Proposal[]): Scenario {
  return proposals.reduce((now, { apply }) => apply(now), scenario);
}
