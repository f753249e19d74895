import type { ActionSet } from "#scenario";
import { type Choice, RadioCards } from "../parts/radio-cards.tsx";
import { useKeyhole } from "../store.tsx";
import { Ec2Question } from "./ec2-question.tsx";
import { Section } from "./section.tsx";

const choices: readonly Choice<ActionSet>[] = [
  {
    value: "least",
    label: "Only the actions that the import calls",
    help: "The actions that the chosen method calls, and no others.",
    consequence: "If you remove any action, a step of the import fails.",
  },
  {
    value: "vendor",
    label: "The vendor’s list",
    help: "Encrypt, Decrypt, ReEncrypt*, GenerateDataKey*, CreateGrant and DescribeKey.",
    consequence: "Matches the vendor’s documentation, but allows more than the import calls.",
  },
];

/** The question which actions the documents allow. */
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
      <Ec2Question />
    </Section>
  );
}
