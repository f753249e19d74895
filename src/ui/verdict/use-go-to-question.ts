import { useKeyhole } from "../store.tsx";
import { wizardView } from "../wizard/wizard-view.ts";

/** Returns a function that goes to a question of the wizard. */
export function useGoToQuestion(): (path: string) => void {
  const showPart = useKeyhole((state) => state.showPart);
  return (path) => {
    showPart("answers");
    wizardView.getState().goTo(path);
  };
}
