import { CircleDashed, TriangleAlert } from "lucide-react";
import { useKeyhole } from "../store.tsx";
import { problemsOf } from "./problems.ts";
import { count } from "./words.ts";

/** How many questions under a path have no valid answer. Draws nothing if all have one. */
export function ProblemMark({ path }: { readonly path: string }) {
  const open = useKeyhole(
    ({ scenario }) =>
      problemsOf(scenario).filter(
        (problem) => problem.severity === "error" && `${problem.path}.`.startsWith(`${path}.`),
      ).length,
  );
  const drafts = useKeyhole(
    (state) => Object.keys(state.drafts).filter((draft) => draft.startsWith(`${path}.`)).length,
  );
  if (open > 0)
    return (
      <span className="inline-flex items-center gap-1 text-refused text-xs leading-5">
        <TriangleAlert aria-hidden size={12} /> {count(open, "question")} to answer
      </span>
    );
  if (drafts > 0)
    return (
      <span className="inline-flex items-center gap-1 text-caution text-xs leading-5">
        <CircleDashed aria-hidden size={12} /> incomplete
      </span>
    );
  return null;
}
