import { useMemo } from "react";
import {
  type CreateGrantAnswer,
  createGrantAnswers,
  ebsDirectCopies,
  type Scenario,
} from "#scenario";
import { type Choice, RadioCards } from "../parts/radio-cards.tsx";
import { useKeyhole } from "../store.tsx";
import { OtherAnswersLater } from "./other-answers-later.tsx";
import { Section } from "./section.tsx";

/** The labels of the answers. */
export const createGrantLabels: Readonly<Record<CreateGrantAnswer, string>> = {
  withhold: "Withhold it",
  "aws-resources": "Only for AWS resources",
  unrestricted: "Unrestricted",
};

/** What withholding means for the import. */
type Withheld = "direct" | "direct-after-copy" | "volume";

function withheldIn(scenario: Scenario): Withheld {
  if (scenario.method === "create-volume") return "volume";
  return ebsDirectCopies(scenario) ? "direct-after-copy" : "direct";
}

const withheldWords: Readonly<Record<Withheld, string>> = {
  direct: "EC2 can no longer attach volumes under these keys. EBS direct still works.",
  "direct-after-copy":
    "A snapshot under an AWS managed key of another account can no longer be copied: its import stops. Under other keys, EBS direct still works.",
  volume:
    "EC2 can no longer create and attach volumes under these keys. The verdict shows where the import stops.",
};

function choicesFor(withheld: Withheld): readonly Choice<CreateGrantAnswer>[] {
  return [
    {
      value: "withhold",
      label: createGrantLabels.withhold,
      help: "No document allows kms:CreateGrant.",
      consequence: withheldWords[withheld],
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
  const withheld = useKeyhole((state) => withheldIn(state.scenario));
  const answer = useKeyhole((state) => state.answer);
  const others = useMemo(
    () =>
      createGrantAnswers
        .filter((other) => other !== chosen)
        .map((createGrant) => ({
          label: createGrantLabels[createGrant],
          change: (now: Scenario): Scenario => ({ ...now, createGrant }),
        })),
    [chosen],
  );
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
          choices={choicesFor(withheld)}
          value={chosen}
          onChoose={(createGrant) => answer((now) => ({ ...now, createGrant }))}
        >
          <OtherAnswersLater answers={others} />
        </RadioCards>
      </div>
    </Section>
  );
}
