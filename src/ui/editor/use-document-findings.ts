import { useCallback, useEffect, useMemo } from "react";
import type { Finding } from "#engine";
import { documentsOf, ignoredIn, type WorkDocument } from "#state";
import { activeFindings } from "../findings/active-findings.ts";
import { findingsOn } from "../findings/findings-on.ts";
import { movedFindings } from "../findings/moved-findings.ts";
import { nextFinding } from "../findings/next-finding.ts";
import { useFindingCommands } from "../findings/use-finding-commands.ts";
import { useKeyhole, useKeyholeStore } from "../store.tsx";
import { useChecking, useFindings } from "../verdict/verdict-context.tsx";

interface DocumentFindings {
  /** The findings in the open document that are not ignored, with their ranges in the current text. */
  readonly findings: readonly Finding[];
  /** Whether the findings are about the current text. */
  readonly current: boolean;
  readonly fixAll: (rule: string) => void;
  readonly ignore: (rule: string) => void;
}

/** The findings of the open document for its editor. F8 and Shift+F8 go through the findings of all documents. */
export function useDocumentFindings(document: WorkDocument, cursor: number): DocumentFindings {
  const { text } = document;
  const documentId = document.generated.id;
  const verified = useFindings((state) => state.texts.get(documentId));
  const found = useFindings((state) => findingsOn(state, documentId, text).findings);
  const ignored = useKeyhole((state) => ignoredIn(state.ignored, documentId));
  const current = verified === text;
  const findings = useMemo(() => {
    const own = activeFindings(found, ignored);
    return verified === undefined || verified === text ? own : movedFindings(own, verified, text);
  }, [found, ignored, verified, text]);
  const commands = useFindingCommands();
  useFindingKeys(documentId, cursor);
  return {
    findings,
    current,
    fixAll: useCallback(
      (rule: string) => void commands.fixAll(documentId, rule),
      [commands, documentId],
    ),
    ignore: useCallback(
      (rule: string) => commands.ignore(documentId, rule),
      [commands, documentId],
    ),
  };
}

/** Handles F8 and Shift+F8 on the whole page. */
function useFindingKeys(documentId: string, cursor: number): void {
  const { findings: found } = useChecking();
  const store = useKeyholeStore();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "F8" || event.ctrlKey || event.metaKey || event.altKey) return;
      const state = store.getState();
      const stops = documentsOf(state).map(({ generated: { id }, text }) => {
        const { findings } = findingsOn(found.getState(), id, text);
        const before = found.getState().texts.get(id) ?? text;
        return {
          documentId: id,
          findings: movedFindings(
            activeFindings(findings, ignoredIn(state.ignored, id)),
            before,
            text,
          ),
        };
      });
      const from = { documentId, offset: cursor };
      const place = nextFinding(stops, from, event.shiftKey ? "previous" : "next");
      if (!place) return;
      event.preventDefault();
      const { start, end } = place.finding;
      state.showPlace(place.documentId, { start, end });
    };
    addEventListener("keydown", onKeyDown);
    return () => removeEventListener("keydown", onKeyDown);
  }, [store, found, documentId, cursor]);
}
