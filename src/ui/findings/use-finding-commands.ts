import { useContext, useMemo } from "react";
import { applyFix, type Finding } from "#engine";
import { documentsOf, subjectOf } from "#state";
import { useKeyholeStore } from "../store.tsx";
import { CheckerContext } from "../verdict/checker-context.tsx";
import { board, findingsOn } from "./board.ts";
import { carried } from "./carried.ts";

/** What can be done about a finding. */
export interface FindingCommands {
  /** Goes to the place that a finding, as last judged, has in its document by now. */
  readonly show: (documentId: string, finding: Finding) => void;
  /** Repairs one finding; nothing where it is about an earlier text. */
  readonly fix: (documentId: string, finding: Finding) => void;
  /** Repairs all that a rule finds in a document. */
  readonly fixAll: (documentId: string, rule: string) => Promise<void>;
  readonly ignore: (documentId: string, rule: string) => void;
  readonly stopIgnoring: (documentId: string, rule: string) => void;
}

/** The commands for findings, on the work of the page. */
export function useFindingCommands(): FindingCommands {
  const store = useKeyholeStore();
  const checker = useContext(CheckerContext);
  return useMemo((): FindingCommands => {
    const textOf = (documentId: string) =>
      documentsOf(store.getState()).find(({ generated }) => generated.id === documentId)?.text;
    return {
      show: (documentId, finding) => {
        const text = textOf(documentId) ?? "";
        const judged = board.getState().texts.get(documentId) ?? text;
        const [now] = carried([finding], judged, text);
        const start = now?.start ?? Math.min(finding.start, text.length);
        store.getState().showPlace(documentId, { start, end: now?.end ?? start });
      },
      fix: (documentId, finding) => {
        const text = textOf(documentId);
        if (text === undefined || !finding.fix) return;
        if (!findingsOn(board.getState(), documentId, text).current) return;
        store.getState().edit(documentId, applyFix(text, finding.fix));
      },
      fixAll: async (documentId, rule) => {
        if (!checker) return;
        const before = textOf(documentId);
        const fixed = await checker()
          .then((ready) => ready.fixAll(subjectOf(store.getState()), documentId, rule))
          // That the checker failed is said by the verdict, which asks it too.
          .catch(() => undefined);
        // Whoever typed on in the meantime keeps what they typed.
        if (fixed === undefined || textOf(documentId) !== before) return;
        store.getState().edit(documentId, fixed);
      },
      ignore: (documentId, rule) => store.getState().ignoreRule(documentId, rule),
      stopIgnoring: (documentId, rule) => store.getState().stopIgnoring(documentId, rule),
    };
  }, [store, checker]);
}
