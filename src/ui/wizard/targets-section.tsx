import { Plus } from "lucide-react";
import type { Scenario } from "#scenario";
import { bulkView } from "../import/import-view.ts";
import { Button } from "../parts/button.tsx";
import { lazyPart } from "../parts/lazy-part.tsx";
import { useKeyhole } from "../store.tsx";
import { Section } from "./section.tsx";
import { withNewTarget } from "./target-answers.ts";
import { TargetCard } from "./target-card.tsx";
import { useAddPart } from "./use-add-part.ts";
import { count } from "./words.ts";

const LongTargetList = lazyPart(
  "The list of accounts",
  () => import("./long-target-list.tsx").then((module) => module.LongTargetList),
  <div className="h-96" />,
);

/** A list with more accounts than this has a search field. */
const mostWithoutSearch = 20;

/** The questions about target accounts and their keys. */
export function TargetsSection({ number }: { readonly number: number }) {
  const scenario = useKeyhole((state) => state.scenario);
  const addPart = useAddPart();
  const { targets } = scenario;
  return (
    <Section id="targets" number={number} title="Accounts and keys" summary={countsOf(scenario)}>
      <p className="text-muted text-xs">
        The accounts with volumes to import, and the keys that encrypt these volumes. The platform’s
        account can be one of them.
      </p>
      {targets.length > mostWithoutSearch ? (
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
        <Button icon={Plus} onClick={() => addPart(withNewTarget)}>
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
