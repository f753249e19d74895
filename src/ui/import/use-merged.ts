import { useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { fillPlaceholders, type Merged, mergePolicies, type Unresolved } from "#import";
import { subjectOf } from "#state";
import { useKeyhole } from "../store.tsx";
import { type ImportedRow, importStore, targetOf } from "./import-store.ts";
import type { Findings } from "./lint-merged.ts";

/** The policies that go into one document. */
export interface Incoming {
  readonly documentId: string;
  /** The texts of the policies. Placeholders that the answers resolve are replaced. */
  readonly theirs: readonly string[];
  readonly titles: readonly string[];
  /** The accounts of the policies that differ from the document's account. */
  readonly otherAccounts: readonly string[];
  /** The placeholders that are not resolved. */
  readonly unresolved: readonly Unresolved[];
}

const noFindings: Findings = {};

/** Merges the chosen policies into the documents; `merged` is `undefined` until that is done. */
export function useMerged(rows: readonly ImportedRow[]): {
  readonly incoming: readonly Incoming[];
  readonly merged: Merged | undefined;
  /** The linter's findings in each merged document, by its id; empty until the linter has run. */
  readonly findings: Findings;
  /** Runs the linter again; `undefined` unless it failed. */
  readonly lintAgain: (() => void) | undefined;
} {
  const scenario = useKeyhole((state) => state.scenario);
  const chosen = useStore(importStore, (state) => state.chosen);
  const [done, setDone] = useState<{ of: readonly Incoming[]; merged: Merged }>();
  const [linted, setLinted] = useState<{ of: Merged; findings: Findings | null }>();
  const [attempt, setAttempt] = useState(0);
  const { documents } = useKeyhole(subjectOf);
  const incoming = useMemo(
    () =>
      documents.flatMap((document): Incoming[] => {
        const policies = rows
          .filter((row) => targetOf(row, chosen) === document.id)
          .map(({ policy }) => fillPlaceholders(policy, document, scenario));
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
    // The dialog is drawn first: a merge of many documents takes time.
    const timer = setTimeout(
      () => setDone({ of: incoming, merged: mergePolicies(scenario, documents, incoming) }),
      0,
    );
    return () => clearTimeout(timer);
  }, [scenario, documents, incoming]);
  const merged = done?.of === incoming ? done.merged : undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt repeats the same call
  useEffect(() => {
    if (!merged) return;
    let isCurrent = true;
    // The linter's code is loaded when the first policy is reviewed.
    void import("./lint-merged.ts")
      .then(({ lintMerged }) => lintMerged(scenario, documents, merged))
      .catch(() => null)
      .then((findings) => isCurrent && setLinted({ of: merged, findings }));
    return () => {
      isCurrent = false;
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
