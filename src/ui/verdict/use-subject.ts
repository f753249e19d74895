import { useMemo } from "react";
import { type Subject, subjectOf } from "#state";
import { useKeyhole } from "../store.tsx";

/** The work as the checker takes it; the same object while nothing of it changes. */
export function useSubject(): Subject {
  const scenario = useKeyhole((state) => state.scenario);
  const edits = useKeyhole((state) => state.edits);
  return useMemo(() => subjectOf({ scenario, edits }), [scenario, edits]);
}
