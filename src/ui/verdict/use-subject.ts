import { type Subject, subjectOf } from "#state";
import { useKeyhole } from "../store.tsx";

/** The work in the form that the checker needs; the same object while the work does not change. */
export function useSubject(): Subject {
  return useKeyhole(subjectOf);
}
