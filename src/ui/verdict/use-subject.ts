import { type Subject, subjectOf } from "#state";
import { useKeyhole } from "../store.tsx";

/** The work as the checker takes it; the same object while nothing of it changes. */
export function useSubject(): Subject {
  return useKeyhole(subjectOf);
}
