import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { Finding } from "#engine";
import { filledFor, type Merged, mergePolicies, type Unresolved } from "#import";
import { subjectOf } from "#state";
import { useKeyhole } from "../store.tsx";
import { type BroughtRow, broughtStore, targetOf } from "./brought-store.ts";

/** What is to go into one document. */
export interface Incoming {
  readonly documentId: string;
  /** As they go in: the placeholders that the scenario answers are filled in. */
  readonly theirs: readonly string[];
  readonly titles: readonly string[];
  /** Accounts that the policies are of, where it is not the document's. */
  readonly otherAccounts: readonly string[];
  /** What is still a placeholder. */
  readonly unresolved: readonly Unresolved[];
}

export type Findings = Readonly<Record<string, readonly Finding[]>>;

const noFindings: Findings = {};

/** What the chosen policies become; `merged` is missing while it is worked out. */
export function useMerged(rows: readonly BroughtRow[]): {
  readonly incoming: readonly Incoming[];
  readonly merged: Merged | undefined;
  /** What the linter says of each merged document, by its id; empty until it has said it. */
  readonly findings: Findings;
  /** Runs the linter again, if it could not run. */
  readonly lintAgain: (() => void) | undefined;
} {
  const scenario = useKeyhole((state) => state.scenario);
  const chosen = useStore(broughtStore, (brought) => brought.chosen);
  const [done, setDone] = useState<{ of: readonly Incoming[]; merged: Merged }>();
  const [linted, setLinted] = useState<{ of: Merged; findings: Findings | null }>();
  const [attempt, setAttempt] = useState(0);
  const { documents } = useKeyhole(subjectOf);
  const incoming = useMemo(
    () =>
      documents.flatMap((document): Incoming[] => {
        const policies = rows
          .filter((row) => targetOf(row, chosen) === document.id)
          .map(({ policy }) => filledFor(policy, document, scenario));
        if (policies.length === 0) return [];
        return [
          {
            documentId: document.id,
            theirs: policies.map(({ text }) => text),
            titles: policies.map(({ title }) => title),
            otherAccounts: [...new Set(policies.flatMap(({ account }) => account ?? []))].filter(
              (account) => account !== document.account,
            ),
            unresolved: policies.flatMap(({ unresolved }) => unresolved),
          },
        ];
      }),
    [rows, chosen, documents, scenario],
  );
  useEffect(() => {
    // The dialog is drawn first: many documents take a moment.
    const timer = setTimeout(
      () => setDone({ of: incoming, merged: mergePolicies(scenario, documents, incoming) }),
      0,
    );
    return () => clearTimeout(timer);
  }, [scenario, documents, incoming]);
  const merged = done?.of === incoming ? done.merged : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks the same again
  useEffect(() => {
    if (!merged) return;
    let wanted = true;
    // The linter's code comes when the first policy is reviewed.
    void import("./lint-merged.ts")
      .then(({ lintMerged }) => lintMerged(scenario, documents, merged))
      .catch(() => null)
      .then((findings) => wanted && setLinted({ of: merged, findings }));
    return () => {
      wanted = false;
    };
  }, [merged, scenario, documents, attempt]);
  const current = linted && linted.of === merged ? linted : undefined;
  return {
    incoming,
    merged,
    findings: current?.findings ?? noFindings,
    lintAgain: current?.findings === null ? () => setAttempt(attempt + 1) : undefined,
  };
}
