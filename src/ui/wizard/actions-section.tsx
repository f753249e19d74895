import type { ActionSet } from "#scenario";
import { type Choice, RadioCards } from "../parts/radio-cards.tsx";
import { useKeyhole } from "../store.tsx";
import { Section } from "./section.tsx";

const choices: readonly Choice<ActionSet>[] = [
  {
    value: "least",
    label: "Only what is called",
    help: "The calls that the chosen method makes, and no other.",
    consequence: "Take any action away and a step of the import fails.",
  },
  {
    value: "vendor",
    label: "As the vendor documents",
    help: "Encrypt, Decrypt, ReEncrypt*, GenerateDataKey* and CreateGrant; DescribeKey apart.",
    consequence: "Reads like the vendor’s pages; gives more than the import calls.",
  },
];

/** Which actions the documents give. */
export function ActionsSection({ number }: { readonly number: number }) {
  const chosen = useKeyhole((state) => state.scenario.actions);
  const answer = useKeyhole((state) => state.answer);
  const name = choices.find(({ value }) => value === chosen)?.label;
  return (
    <Section id="actions" number={number} title="Actions" summary={name}>
      <div data-question="actions">
        <RadioCards
          label="Which actions do the roles get?"
          choices={choices}
          value={chosen}
          onChoose={(actions) => answer((now) => ({ ...now, actions }))}
        />
      </div>
    </Section>
  );
}
