import { useEffect, useMemo } from "react";
import { stepsNamedBy } from "#map";
import { parseDocument, statementsOf } from "#policy";
import { highlight, useHighlight } from "./highlight.ts";
import { useAllSteps } from "./use-all-steps.ts";

/** Lights up the steps that the statement under the editor's cursor names. `statement` counts from 1; 0 is none. */
export function useCursorHighlight(documentId: string, text: string, statement: number): void {
  const steps = useAllSteps();
  useEffect(() => {
    const parsed = statement > 0 && steps ? parseDocument(text) : undefined;
    const named = parsed?.ok ? statementsOf(parsed.policy)[statement - 1] : undefined;
    const { setUnderCursor, underCursor } = highlight.getState();
    const next = named && steps ? stepsNamedBy(named, documentId, steps) : [];
    if (next.join() !== underCursor.join()) setUnderCursor(next);
  }, [documentId, text, statement, steps]);
}

/** The positions, from 0, of the statements of a text that name what the steps under the pointer or the focus ask. */
export function usePointedStatements(documentId: string, text: string): readonly number[] {
  const steps = useAllSteps();
  const pointed = useHighlight((state) => state.pointed);
  return useMemo(() => {
    const own = pointed && steps ? steps.filter(({ id }) => pointed.includes(id)) : [];
    const parsed = own.length > 0 ? parseDocument(text) : undefined;
    if (!parsed?.ok) return none;
    return statementsOf(parsed.policy).flatMap((statement, index) =>
      stepsNamedBy(statement, documentId, own).length > 0 ? [index] : [],
    );
  }, [documentId, text, steps, pointed]);
}

const none: readonly number[] = [];
