import type { Scenario } from "#scenario";
import { useKeyhole, useKeyholeStore } from "../store.tsx";
import type { Grown } from "./target-answers.ts";
import { wizardView } from "./wizard-view.ts";

/** Adds something to the answers and goes on to its first question. */
export function useGrow(): (grow: (scenario: Scenario) => Grown) => void {
  const store = useKeyholeStore();
  const answer = useKeyhole((state) => state.answer);
  return (grow) => {
    const { scenario, question } = grow(store.getState().scenario);
    answer(() => scenario);
    wizardView.getState().goTo(question);
  };
}
