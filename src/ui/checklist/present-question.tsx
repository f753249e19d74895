import type { PresentState } from "#export";
import { Segments } from "../parts/segments.tsx";
import { useKeyhole } from "../store.tsx";

const choices: readonly { readonly value: PresentState; readonly label: string }[] = [
  { value: "nothing", label: "Nothing yet" },
  { value: "policies", label: "Policies of our own" },
  { value: "template", label: "The vendor’s template" },
];

/** Asks what is in AWS: whether roles are made or changed. */
export function PresentQuestion() {
  const present = useKeyhole((state) => state.rollout.present);
  const setPresent = useKeyhole((state) => state.setPresent);
  return (
    <Segments
      label="In AWS today"
      choices={choices}
      value={present}
      onChoose={setPresent}
      help={
        present === "nothing"
          ? "Target roles are made."
          : "Target roles exist: their trust policies are replaced."
      }
    />
  );
}
