import { useCallback, useMemo, useState } from "react";
import { useStore } from "zustand";
import { leastScenario, type Proposal, proposeAnswers } from "#import";
import type { Scenario } from "#scenario";
import { subjectOf } from "#state";
import type { Checker } from "#worker";
import { Button } from "../parts/button.tsx";
import { FailedNotice } from "../parts/failed-notice.tsx";
import { Skeleton } from "../parts/skeleton.tsx";
import { useKeyhole } from "../store.tsx";
import { AccessTable } from "./access-table.tsx";
import { roleOf } from "./compare-role.ts";
import { ComparedAbuses } from "./compared-abuses.tsx";
import { DialogFooter, dialogBody } from "./dialog-footer.tsx";
import { type ImportedRow, importStore, targetOf } from "./import-store.ts";
import { ProposalList } from "./proposal-list.tsx";
import { TightenChanges } from "./tighten-changes.tsx";
import { useCheckerCall } from "./use-checker-call.ts";

interface TightenViewProps {
  readonly row: ImportedRow;
  readonly rows: readonly ImportedRow[];
  readonly onBack: () => void;
  readonly onApplied: () => void;
}

/** The answers that a role's policies imply, and what they allow in comparison with the least policy. */
export function TightenView({ row, rows, onBack, onApplied }: TightenViewProps) {
  const scenario = useKeyhole((state) => state.scenario);
  const answer = useKeyhole((state) => state.answer);
  const chosen = useStore(importStore, (state) => state.chosen);
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const subject = useKeyhole(subjectOf);
  const documentId = targetOf(row, chosen) ?? "";
  const role = useMemo(
    () => roleOf(rows, chosen, documentId, subject),
    [rows, chosen, documentId, subject],
  );
  const proposals = useMemo(() => proposeAnswers(scenario, role), [scenario, role]);
  // Selected at first, except proposals that allow more than the current answers.
  const declined = useMemo(
    () =>
      new Set(
        proposals
          .filter(({ id, widens }) => toggled.has(id) !== (widens === true))
          .map(({ id }) => id),
      ),
    [proposals, toggled],
  );
  const selected = useMemo(
    () => proposals.filter(({ id }) => !declined.has(id)),
    [proposals, declined],
  );
  const compare = useCallback(
    (checker: Checker) => {
      const theirs = role.identity.map(({ text }) => text);
      return checker.compareWithLeast(
        applied(scenario, selected),
        documentId,
        theirs,
        subject.layers,
      );
    },
    [scenario, selected, documentId, role, subject.layers],
  );
  const { result: compared, isCurrent, retry } = useCheckerCall(compare);
  const least = useMemo(() => leastScenario(applied(scenario, selected)), [scenario, selected]);
  const apply = (change: (now: Scenario) => Scenario) => {
    answer(change);
    onApplied();
  };
  return (
    <div className={dialogBody}>
      <ProposalList
        scenario={scenario}
        proposals={proposals}
        policies={role.identity}
        declined={declined}
        onToggle={(id) =>
          setToggled((now) =>
            now.has(id) ? new Set([...now].filter((one) => one !== id)) : new Set([...now, id]),
          )
        }
      />
      {retry ? (
        <FailedNotice title="The policies were not compared" onRetry={retry}>
          The checker does not answer, or its code could not be loaded.
        </FailedNotice>
      ) : compared ? (
        <div aria-busy={!isCurrent} className="stack gap-4 aria-busy:opacity-60">
          <ComparedAbuses compared={compared} />
          <TightenChanges role={role} answers={least} />
          <AccessTable rows={compared.rows} />
        </div>
      ) : (
        !isCurrent && <Skeleton label="Comparing" lines={[40, 70, 85, 60, 75]} />
      )}
      <DialogFooter summary="Both change only answers. Undo restores them.">
        <Button onClick={onBack}>Back</Button>
        <Button
          disabled={selected.length === 0}
          tip="Sets the answers that these policies imply"
          onClick={() => apply((now) => applied(now, selected))}
        >
          Use the selected answers
        </Button>
        <Button
          tone="primary"
          tip="Sets the selected answers and the least policy in the right column"
          onClick={() => apply((now) => leastScenario(applied(now, selected)))}
        >
          Use the least policy
        </Button>
      </DialogFooter>
    </div>
  );
}

function applied(scenario: Scenario, proposals: readonly Proposal[]): Scenario {
  return proposals.reduce((now, { apply }) => apply(now), scenario);
}
