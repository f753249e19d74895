import type { AcquisitionMethod, CreateGrantAnswer } from "#scenario";
import { type Choice, RadioCards } from "../parts/radio-cards.tsx";
import { useKeyhole } from "../store.tsx";
import { Section } from "./section.tsx";

/** The labels of the answers. */
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
      help: "No document allows kms:CreateGrant.",
      consequence:
        method === "ebs-direct"
          ? "EC2 can no longer attach volumes under these keys. EBS direct still works."
          : "EC2 can no longer create and attach volumes under these keys. The verdict shows where the import stops.",
    },
    {
      value: "aws-resources",
      label: createGrantLabels["aws-resources"],
      help: "Only grants that an AWS service creates for its resources (kms:GrantIsForAWSResource).",
      consequence:
        "EC2 can attach volumes. The role cannot give other principals access to the key.",
    },
    {
      value: "unrestricted",
      label: createGrantLabels.unrestricted,
      help: "The vendor’s default: CreateGrant without a condition.",
      consequence: "The role can give any principal in any account access to the key.",
    },
  ];
}

/** The question which grants the roles may create on the source keys. */
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
          help="A grant lets another principal use the key. You can answer differently for each key."
          choices={choicesFor(method)}
          value={chosen}
          onChoose={(createGrant) => answer((now) => ({ ...now, createGrant }))}
        />
      </div>
    </Section>
  );
}
