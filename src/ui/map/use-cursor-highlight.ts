import { useEffect } from "react";
import { stepsNamedBy } from "#map";
import { parseDocument, statementsOf } from "#policy";
import { useVerdict } from "../verdict/verdict-context.tsx";
import { highlight } from "./highlight.ts";

/** Lights up the steps that the statement under the editor's cursor names. `statement` counts from 1; 0 is none. */
export function useCursorHighlight(documentId: string, text: string, statement: number): void {
  const steps = useVerdict((state) => state.verdict?.steps);
  useEffect(() => {
    const parsed = statement > 0 && steps ? parseDocument(text) : undefined;
    const named = parsed?.ok ? statementsOf(parsed.policy)[statement - 1] : undefined;
    const { setUnderCursor, underCursor } = highlight.getState();
    const next = named && steps ? stepsNamedBy(named, documentId, steps) : [];
    if (next.join() !== underCursor.join()) setUnderCursor(next);
  }, [documentId, text, statement, steps]);
}
