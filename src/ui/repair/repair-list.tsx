import { Wrench } from "lucide-react";
import type { ProblemRepairs, Repair } from "#verdict";
import { Button } from "../parts/button.tsx";
import { Disclosure } from "../verdict/disclosure.tsx";
import { count } from "../wizard/words.ts";
import { RepairDiff } from "./repair-diff.tsx";
import { useApplyRepair, useRepairsOf } from "./use-repairs.ts";

/** The repairs of one problem: the smallest one, and the others on demand. Draws nothing if there is none. */
export function RepairList({ of, id }: Pick<ProblemRepairs, "of" | "id">) {
  const [first, ...others] = useRepairsOf(of, id);
  if (!first) return null;
  return (
    <div className="rounded-md border border-line bg-canvas px-2 py-1.5">
      <RepairRow repair={first} isFirst />
      {others.length > 0 && (
        <Disclosure
          openAtFirst={false}
          className="-mx-1 mt-0.5"
          head={<span className="text-muted text-xs">{count(others.length, "other repair")}</span>}
        >
          {() => (
            <ul className="grid grid-cols-[minmax(0,1fr)] gap-1.5 pl-4">
              {others.map((repair) => (
                <li key={repair.title}>
                  <RepairRow repair={repair} />
                </li>
              ))}
            </ul>
          )}
        </Disclosure>
      )}
    </div>
  );
}

function RepairRow({ repair, isFirst }: { readonly repair: Repair; readonly isFirst?: true }) {
  const apply = useApplyRepair();
  const { title, opens } = repair;
  return (
    <div className="flex items-start justify-between gap-2">
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-0.5">
        {isFirst && <p className="text-muted text-xs">Smallest repair</p>}
        <RepairDiff repair={repair} />
        {opens.length > 0 && (
          <p data-tip={opens.join("\n")} className="text-caution text-xs">
            Opens {count(opens.length, "abuse")}: {opens[0]}
            {opens.length > 1 && ", …"}
          </p>
        )}
      </div>
      <Button
        icon={isFirst ? Wrench : undefined}
        aria-label={`Apply: ${title}`}
        tip={`${title}. Undo reverts it.`}
        onClick={() => apply(repair)}
      >
        Apply
      </Button>
    </div>
  );
}
