import { useMemo } from "react";
import type { Step } from "#acquisition";
import { useVerdict } from "../verdict/verdict-context.tsx";

/** The steps of the import and of the other users of its keys, as last verified. */
export function useAllSteps(): readonly Step[] | undefined {
  const steps = useVerdict((state) => state.verdict?.steps);
  const users = useVerdict((state) => state.verdict?.otherUsers);
  return useMemo(
    () => steps && [...steps, ...(users ?? []).flatMap((user) => user.steps)],
    [steps, users],
  );
}
