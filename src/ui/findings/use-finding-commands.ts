import { useMemo } from "react";
import { applyFix, type Finding } from "#engine";
import { documentsOf, subjectOf } from "#state";
import { useKeyholeStore } from "../store.tsx";
import { useChecking } from "../verdict/verdict-context.tsx";
import { findingsOn } from "./findings-on.ts";
import { movedFindings } from "./moved-findings.ts";

/** The commands for a finding. */
export interface FindingCommands {
  /** Goes to the current place of a finding in its document. */
  readonly show: (documentId: string, finding: Finding) => void;
  /** Fixes one finding. Does nothing if the finding is about an earlier text. */
  readonly fix: (documentId: string, finding: Finding) => void;
  /** Fixes all findings of a rule in a document. */
  readonly fixAll: (documentId: string, rule: string) => Promise<void>;
  readonly ignore: (documentId: string, rule: string) => void;
  readonly stopIgnoring: (documentId: string, rule: string) => void;
}

/** The commands for findings, on the work of the page. */
export function useFindingCommands(): FindingCommands {
  const store = useKeyholeStore();
  const { checker, findings } = useChecking();
  return useMemo((): FindingCommands => {
    const textOf = (documentId: string) =>
      documentsOf(store.getState()).find(({ generated }) => generated.id === documentId)?.text;
    return {
      show: (documentId, finding) => {
        const text = textOf(documentId) ?? "";
        const verified = findings.getState().texts.get(documentId) ?? text;
        const [now] = movedFindings([finding], verified, text);
        const start = now?.start ?? Math.min(finding.start, text.length);
        store.getState().showPlace(documentId, { start, end: now?.end ?? start });
      },
      fix: (documentId, finding) => {
        const text = textOf(documentId);
        if (text === undefined || !finding.fix) return;
        if (!findingsOn(findings.getState(), documentId, text).current) return;
        store.getState().edit(documentId, applyFix(text, finding.fix));
      },
      fixAll: async (documentId, rule) => {
        const before = textOf(documentId);
        const fixed = await checker()
          .then((ready) => ready.fixAll(subjectOf(store.getState()), documentId, rule))
          // The verdict reports that the checker failed.
          .catch(() => undefined);
        // If the user has typed in the meantime, the typed text is kept.
        if (fixed === undefined || textOf(documentId) !== before) return;
        store.getState().edit(documentId, fixed);
      },
      ignore: (documentId, rule) => store.getState().ignoreRule(documentId, rule),
      stopIgnoring: (documentId, rule) => store.getState().stopIgnoring(documentId, rule),
    };
  }, [store, checker, findings]);
}
