import { useCallback, useMemo, useState } from "react";
import { useStore } from "zustand";
import { fillPlaceholders, type Merged, type MergeProgress, type Unresolved } from "#import";
import { subjectOf } from "#state";
import type { Verdict } from "#verdict";
import type { Checker } from "#worker";
import { useKeyhole } from "../store.tsx";
import { type ImportedRow, importStore, targetOf } from "./import-store.ts";
import { useCheckerCall } from "./use-checker-call.ts";

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

type Findings = Verdict["findings"];
const noFindings: Findings = {};

/** Merges the chosen policies into the documents, and lints the result. */
export function useMerged(rows: readonly ImportedRow[]): {
  readonly incoming: readonly Incoming[];
  /** `undefined` until the merge is done. */
  readonly merged: Merged | undefined;
  /** The linter's findings in each merged document, by its id. */
  readonly findings: Findings;
  readonly progress: MergeProgress | undefined;
  /** Merges again; `undefined` unless the merge failed. */
  readonly retry: (() => void) | undefined;
} {
  const scenario = useKeyhole((state) => state.scenario);
  const chosen = useStore(importStore, (state) => state.chosen);
  const [progress, setProgress] = useState<MergeProgress>();
  const subject = useKeyhole(subjectOf);
  const { documents } = subject;
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
  const merge = useCallback(
    (checker: Checker, signal: AbortSignal) => {
      const choices = incoming.map(({ documentId, theirs }) => ({ documentId, theirs }));
      const onProgress = (done: number, of: number) => setProgress({ done, of });
      return checker.merge(subject, choices, { onProgress, signal });
    },
    [subject, incoming],
  );
  const { result, isCurrent, retry } = useCheckerCall(merge);
  const current = isCurrent ? result : undefined;
  return {
    incoming,
    merged: current?.merged,
    findings: current?.findings ?? noFindings,
    progress,
    retry,
  };
}
