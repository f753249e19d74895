import { createGrantFor, type Guards, type Scenario, targetRole } from "#scenario";
import { SwitchRow } from "../parts/switch-row.tsx";
import { useKeyhole } from "../store.tsx";
import { Section } from "./section.tsx";
import { TextQuestion } from "./text-question.tsx";

type Switch = "viaService" | "encryptionContext" | "grantOperations" | "denyOthers";

const switches: readonly {
  readonly guard: Switch;
  readonly label: string;
  readonly help: string;
  readonly consequence: string;
  readonly applies: (scenario: Scenario) => boolean;
}[] = [
  {
    guard: "viaService",
    label: "Only through EC2",
    help: "Keys are used by way of EC2 in their region: kms:ViaService.",
    consequence: "Stolen credentials of a role cannot call kms:Decrypt directly.",
    applies: () => true,
  },
  {
    guard: "encryptionContext",
    label: "Only for EBS data",
    help: "The encryption context has to name a volume or snapshot: aws:ebs:id.",
    consequence: "Other data under the same key stays closed.",
    applies: () => true,
  },
  {
    guard: "grantOperations",
    label: "Only the grants that EBS needs",
    help: "A grant may carry the operations that EBS documents: kms:GrantOperations.",
    consequence: "No grant can sign, encrypt at will, or make further grants.",
    applies: (scenario) =>
      keysOf(scenario).some((key) => createGrantFor(scenario, key) === "aws-resources"),
  },
  {
    guard: "denyOthers",
    label: "Deny everyone else",
    help: "Each key policy denies the use of the key to all but the roles of these answers and EC2.",
    consequence: "Other workloads on these keys stop working, whatever their policies say.",
    applies: (scenario) => keysOf(scenario).some(({ type }) => type !== "aws-managed"),
  },
];

/** The conditions that hold each permission to its purpose. */
export function GuardsSection({ number }: { readonly number: number }) {
  const scenario = useKeyhole((state) => state.scenario);
  const answer = useKeyhole((state) => state.answer);
  const { guards } = scenario;
  const shown = switches.filter(({ applies }) => applies(scenario));
  const change = (answers: Partial<Guards>) => (now: Scenario) => ({
    ...now,
    guards: { ...now.guards, ...answers },
  });
  const texts = [guards.organizationId, guards.externalId].filter((text) => text !== "");
  const on = shown.filter(({ guard }) => guards[guard]).length + texts.length;
  return (
    <Section id="guards" number={number} title="Guards" summary={on === 0 ? "none on" : `${on} on`}>
      <div className="overflow-hidden rounded-md border border-line bg-surface">
        {shown.map(({ guard, label, help, consequence }) => (
          <SwitchRow
            key={guard}
            label={label}
            help={help}
            consequence={consequence}
            on={guards[guard]}
            onSwitch={(value) => answer(change({ [guard]: value }))}
          />
        ))}
      </div>
      <TextQuestion
        path="guards.organizationId"
        label="Organization id"
        help="Trust and key policies then also ask that the caller is of this organization. Empty: no such guard."
        placeholder="o-…"
        value={guards.organizationId}
        write={(now, organizationId) => change({ organizationId })(now)}
        clean={(text) => text.trim().toLowerCase()}
        mayBecome={(text) => /^(o|o-[a-z0-9]{0,9})$/.test(text)}
      />
      {scenario.targets.some((target) => targetRole(scenario, target)) && (
        <TextQuestion
          path="guards.externalId"
          label="External id"
          help="Target roles then ask the platform for this id when it assumes them. Empty: no such guard."
          value={guards.externalId}
          write={(now, externalId) => change({ externalId })(now)}
          clean={(text) => text.trim()}
          mayBecome={(text) => text.length < 2}
        />
      )}
    </Section>
  );
}

function keysOf(scenario: Scenario) {
  return scenario.targets.flatMap(({ keys }) => keys);
}
