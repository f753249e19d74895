import { Plus } from "lucide-react";
import type { Scenario } from "#scenario";
import { bulkView } from "../bulk/bulk-view.ts";
import { Button } from "../parts/button.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { useKeyhole } from "../store.tsx";
import { Section } from "./section.tsx";
import { grownByTarget } from "./target-answers.ts";
import { TargetCard } from "./target-card.tsx";
import { useGrow } from "./use-grow.ts";
import { count } from "./words.ts";

const LongTargetList = lazyPart(
  "The list of accounts",
  () => import("./long-target-list.tsx").then((module) => module.LongTargetList),
  <div className="h-96" />,
);

/** More accounts than these are searched rather than looked through. */
const most = 20;

/** The accounts that own keys, and their keys. */
export function TargetsSection({ number }: { readonly number: number }) {
  const scenario = useKeyhole((state) => state.scenario);
  const grow = useGrow();
  const { targets } = scenario;
  return (
    <Section id="targets" number={number} title="Accounts and keys" summary={countsOf(scenario)}>
      <p className="text-muted text-xs">
        Each account whose volumes are imported, with the keys that encrypt them. The platform’s own
        account counts, too.
      </p>
      {targets.length > most ? (
        <LongTargetList targets={targets} />
      ) : (
        <ul className="stack gap-2 empty:hidden">
          {targets.map((target) => (
            <li key={target.id}>
              <TargetCard target={target} openAtFirst={targets.length === 1} />
            </li>
          ))}
        </ul>
      )}
      <div data-question="targets" className="flex flex-wrap gap-2">
        <Button icon={Plus} onClick={() => grow(grownByTarget)}>
          Add a target account
        </Button>
        <Button aria-haspopup="dialog" onClick={() => bulkView.getState().show()}>
          Add many…
        </Button>
      </div>
    </Section>
  );
}

function countsOf({ targets }: Scenario): string {
  const keys = targets.reduce((count, target) => count + target.keys.length, 0);
  return `${count(targets.length, "account")} · ${count(keys, "key")}`;
}
