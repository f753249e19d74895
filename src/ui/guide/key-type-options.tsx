import { useId, useMemo } from "react";
import { type KeyType, type Scenario, withKey } from "#scenario";
import type { Consequence } from "#verdict";
import { useKeyhole } from "../store.tsx";
import { AbuseWord, OutcomeWord } from "./consequence-view.tsx";
import { useConsequences } from "./use-consequences.ts";

const choices: readonly {
  readonly value: Exclude<KeyType, "multi-region">;
  readonly label: string;
  readonly term: string;
  readonly help: string;
}[] = [
  {
    value: "customer-managed",
    label: "We did",
    term: "customer managed",
    help: "You write its key policy.",
  },
  {
    value: "aws-managed",
    label: "AWS did",
    term: "aws/ebs",
    help: "AWS writes its policy. From another account, data moves by a copy under a temporary key.",
  },
];

/** Asks who made the key, which an ARN does not say. */
export function KeyTypeOptions() {
  const scenario = useKeyhole((state) => state.scenario);
  const answer = useKeyhole((state) => state.answer);
  const name = useId();
  const alternatives = useMemo(
    () => choices.map(({ value }) => ({ scenario: withType(scenario, value) })),
    [scenario],
  );
  const consequences = useConsequences(alternatives);
  const key = scenario.targets[0]?.keys[0];
  if (!key) return null;
  return (
    <fieldset className="stack gap-2">
      <legend className="float-left mb-0 font-medium text-sm">
        Who made the key? An ARN does not say.
      </legend>
      {choices.map(({ value, label, term, help }, index) => {
        const id = `${name}-${value}`;
        const chosen = value === "aws-managed" ? key.type === value : key.type !== "aws-managed";
        return (
          <div
            key={value}
            className={`relative grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-3 rounded-md border bg-surface px-3 py-2.5 has-focus-visible:outline-2 has-focus-visible:outline-accent ${
              chosen
                ? "border-accent shadow-[inset_0_0_0_1px_var(--accent)]"
                : "border-edge hover:bg-canvas"
            }`}
          >
            <input
              type="radio"
              className="tick mt-[3px] focus-visible:outline-none"
              id={id}
              name={name}
              data-number={index + 1}
              checked={chosen}
              aria-describedby={`${id}-help`}
              onChange={() => answer((now) => withType(now, value))}
            />
            <div className="min-w-0">
              <label htmlFor={id} className="font-semibold before:absolute before:inset-0">
                {label} <span className="font-normal text-muted">{term}</span>
              </label>
              <p id={`${id}-help`} className="text-sm text-soft">
                {help}
              </p>
            </div>
            <Outcome consequence={consequences[index]} />
          </div>
        );
      })}
    </fieldset>
  );
}

function Outcome({ consequence }: { readonly consequence: Consequence | undefined }) {
  return (
    <div className="grid content-start justify-items-end gap-0.5">
      <OutcomeWord consequence={consequence} />
      {consequence && <AbuseWord consequence={consequence} />}
    </div>
  );
}

/** The scenario with its first key of a type. A multi-Region key was made by the customer, and stays one. */
function withType(scenario: Scenario, type: Exclude<KeyType, "multi-region">): Scenario {
  const key = scenario.targets[0]?.keys[0];
  if (!key || (type === "customer-managed" && key.type === "multi-region")) return scenario;
  return withKey(scenario, key.id, (one) => ({ ...one, type }));
}
