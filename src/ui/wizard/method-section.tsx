import type { AcquisitionMethod, CrossAccountApproach } from "#scenario";
import { WarningText } from "../parts/field.tsx";
import { type Choice, RadioCards } from "../parts/radio-cards.tsx";
import { useKeyhole } from "../store.tsx";
import { messageAbout } from "./problems.ts";
import { Section } from "./section.tsx";

const methods: readonly Choice<AcquisitionMethod>[] = [
  {
    value: "ebs-direct",
    label: "EBS direct",
    help: "Reads the blocks of the snapshot where it lies, through the EBS direct APIs.",
    consequence: "Decrypt is the only use of the key: nothing is copied, no volume is made.",
  },
  {
    value: "create-volume",
    label: "Create a volume",
    help: "Copies the snapshot where it has to, makes a volume of it and attaches that to a worker.",
    consequence: "The key also has to re-encrypt, and EC2 asks for a grant: see CreateGrant below.",
  },
];

const approaches: readonly Choice<CrossAccountApproach>[] = [
  {
    value: "target-role-grants",
    label: "The target role re-encrypts",
    help: "The assumed role copies the snapshot from its own key to the platform’s temporary key.",
    consequence: "The key policy names nobody new; the target role needs CreateGrant on the key.",
  },
  {
    value: "both-roles",
    label: "Both roles are principals of the key",
    help: "The platform role copies the snapshot by itself, with the other account’s key.",
    consequence:
      "The key policy names a role of another account: for where CreateGrant is withheld.",
  },
];

/** How the data gets to the platform. */
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
  const name = methods.find(({ value }) => value === method)?.label;
  return (
    <Section id="method" number={number} title="How it acquires" summary={name}>
      <div data-question="method">
        <RadioCards
          label="Method"
          choices={methods}
          value={method}
          onChoose={(value) => answer((now) => ({ ...now, method: value }))}
        />
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
