import { useMemo } from "react";
import {
  type AcquisitionMethod,
  type CrossAccountApproach,
  ebsDirectCopies,
  type Scenario,
} from "#scenario";
import { WarningText } from "../parts/field.tsx";
import { type Choice, RadioCards } from "../parts/radio-cards.tsx";
import { useKeyhole } from "../store.tsx";
import { OtherAnswersLater } from "./other-answers-later.tsx";
import { messageAbout } from "./problems.ts";
import { Section } from "./section.tsx";

const methodsFor = (copies: boolean): readonly Choice<AcquisitionMethod>[] => [
  {
    value: "ebs-direct",
    label: "EBS direct",
    help: "Reads the blocks of the snapshot in its region, through the EBS direct APIs.",
    consequence: copies
      ? "A snapshot under an AWS managed key of another account is first copied to a temporary key, which needs CreateGrant. No volume is created."
      : "The import uses the key only for Decrypt. It copies no snapshot and creates no volume.",
  },
  {
    value: "create-volume",
    label: "Create a volume",
    help: "Copies the snapshot if necessary, creates a volume from it and attaches the volume to a worker.",
    consequence:
      "The key must also allow re-encryption, and EC2 needs a grant: see CreateGrant below.",
  },
];

const approaches: readonly Choice<CrossAccountApproach>[] = [
  {
    value: "target-role-grants",
    label: "The target role re-encrypts",
    help: "The assumed role copies the snapshot from its account’s key to the platform’s temporary key.",
    consequence:
      "The key policy names no other account. The target role needs CreateGrant on the key.",
  },
  {
    value: "both-roles",
    label: "Both roles are principals of the key",
    help: "The platform role copies the snapshot itself and uses the other account’s key.",
    consequence:
      "The key policy names a role of another account. Choose this if you withhold CreateGrant.",
  },
];

/** The questions how the platform acquires the data. */
export function MethodSection({ number }: { readonly number: number }) {
  const method = useKeyhole((state) => state.scenario.method);
  const approach = useKeyhole((state) => state.scenario.crossAccount);
  const asksForApproach = useKeyhole(
    ({ scenario }) =>
      scenario.method === "create-volume" &&
      scenario.targets.some(({ account }) => account !== scenario.platform.account),
  );
  const warning = useKeyhole(({ scenario }) => messageAbout(scenario, "crossAccount", "warning"));
  const answer = useKeyhole((state) => state.answer);
  const copies = useKeyhole((state) => ebsDirectCopies(state.scenario));
  const methods = methodsFor(copies);
  const others = useMemo(
    () =>
      methodsFor(copies)
        .filter(({ value }) => value !== method)
        .map(({ value, label }) => ({
          label,
          change: (now: Scenario): Scenario => ({ ...now, method: value }),
        })),
    [copies, method],
  );
  const name = methods.find(({ value }) => value === method)?.label;
  return (
    <Section id="method" number={number} title="Acquisition method" summary={name}>
      <div data-question="method">
        <RadioCards
          label="Method"
          choices={methods}
          value={method}
          onChoose={(value) => answer((now) => ({ ...now, method: value }))}
        >
          <OtherAnswersLater answers={others} />
        </RadioCards>
      </div>
      {asksForApproach && (
        <div data-question="crossAccount" className="stack gap-1.5">
          <RadioCards
            label="Who uses the other account’s key"
            choices={approaches}
            value={approach}
            onChoose={(value) => answer((now) => ({ ...now, crossAccount: value }))}
          />
          {warning && <WarningText>{warning}</WarningText>}
        </div>
      )}
    </Section>
  );
}
