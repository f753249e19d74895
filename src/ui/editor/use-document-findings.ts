import { useCallback, useEffect, useMemo } from "react";
import type { Finding } from "#engine";
import { documentsOf, ignoredIn, type WorkDocument } from "#state";
import { board, findingsOn, useBoard } from "../findings/board.ts";
import { carried } from "../findings/carried.ts";
import { heard } from "../findings/heard.ts";
import { nextFinding } from "../findings/next-finding.ts";
import { useFindingCommands } from "../findings/use-finding-commands.ts";
import { useKeyhole, useKeyholeStore } from "../store.tsx";

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
  const judged = useBoard((state) => state.texts.get(documentId));
  const found = useBoard((state) => findingsOn(state, documentId, text).findings);
  const ignored = useKeyhole((state) => ignoredIn(state.ignored, documentId));
  const current = judged === text;
  const findings = useMemo(() => {
    const own = heard(found, ignored);
    return judged === undefined || judged === text ? own : carried(own, judged, text);
  }, [found, ignored, judged, text]);
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
  const store = useKeyholeStore();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "F8" || event.ctrlKey || event.metaKey || event.altKey) return;
      const state = store.getState();
      const stops = documentsOf(state).map(({ generated: { id }, text }) => {
        const { findings } = findingsOn(board.getState(), id, text);
        const before = board.getState().texts.get(id) ?? text;
        return {
          documentId: id,
          findings: carried(heard(findings, ignoredIn(state.ignored, id)), before, text),
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
  }, [store, documentId, cursor]);
}
