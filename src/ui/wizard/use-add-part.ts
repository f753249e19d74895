import type { Scenario } from "#scenario";
import { useKeyhole, useKeyholeStore } from "../store.tsx";
import type { AddedPart } from "./target-answers.ts";
import { wizardView } from "./wizard-view.ts";

/** Returns a function that adds a target or key to the answers and moves the focus to its first question. */
export function useAddPart(): (addPart: (scenario: Scenario) => AddedPart) => void {
  const store = useKeyholeStore();
  const answer = useKeyhole((state) => state.answer);
  return (addPart) => {
    const { scenario, question } = addPart(store.getState().scenario);
    answer(() => scenario);
    wizardView.getState().goTo(question);
  };
}
