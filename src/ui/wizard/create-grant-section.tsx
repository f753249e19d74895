import type { AcquisitionMethod, CreateGrantAnswer } from "#scenario";
import { type Choice, RadioCards } from "../parts/radio-cards.tsx";
import { useKeyhole } from "../store.tsx";
import { Section } from "./section.tsx";

/** The answers in the words of the wizard. */
export const createGrantLabels: Readonly<Record<CreateGrantAnswer, string>> = {
  withhold: "Withhold it",
  "aws-resources": "Only for AWS resources",
  unrestricted: "Unrestricted",
};

function choicesFor(method: AcquisitionMethod): readonly Choice<CreateGrantAnswer>[] {
  return [
    {
      value: "withhold",
      label: createGrantLabels.withhold,
      help: "No document gives kms:CreateGrant.",
      consequence:
        method === "ebs-direct"
          ? "Attaching volumes under these keys stops working; EBS direct still works."
          : "Creating and attaching volumes under these keys stops working, and the run will say where.",
    },
    {
      value: "aws-resources",
      label: createGrantLabels["aws-resources"],
      help: "Only grants that an AWS service makes for its own resources: kms:GrantIsForAWSResource.",
      consequence: "EC2 can attach volumes; the role cannot pass the key on to anybody.",
    },
    {
      value: "unrestricted",
      label: createGrantLabels.unrestricted,
      help: "The vendor’s default: CreateGrant without a condition.",
      consequence: "The role can pass the use of the key on to any principal of any account.",
    },
  ];
}

/** How far the roles may make grants on the source keys. */
export function CreateGrantSection({ number }: { readonly number: number }) {
  const chosen = useKeyhole((state) => state.scenario.createGrant);
  const method = useKeyhole((state) => state.scenario.method);
  const answer = useKeyhole((state) => state.answer);
  return (
    <Section
      id="createGrant"
      number={number}
      title="CreateGrant"
      summary={createGrantLabels[chosen]}
    >
      <div data-question="createGrant">
        <RadioCards
          label="May the roles create grants?"
          help="A grant lets somebody else use the key. A key can have an answer of its own."
          choices={choicesFor(method)}
          value={chosen}
          onChoose={(createGrant) => answer((now) => ({ ...now, createGrant }))}
        />
      </div>
    </Section>
  );
}
