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
    help: "The roles use keys only through EC2 in the key’s region (kms:ViaService).",
    consequence: "Stolen credentials of a role cannot call kms:Decrypt directly.",
    applies: () => true,
  },
  {
    guard: "encryptionContext",
    label: "Only for EBS data",
    help: "The encryption context must name a volume or snapshot (aws:ebs:id).",
    consequence: "The roles cannot decrypt other data under the same key.",
    applies: () => true,
  },
  {
    guard: "grantOperations",
    label: "Only the grants that EBS needs",
    help: "A grant may allow only the operations that EBS documents (kms:GrantOperations).",
    consequence: "A grant cannot allow signing, other encryption or further grants.",
    applies: (scenario) =>
      keysOf(scenario).some((key) => createGrantFor(scenario, key) === "aws-resources"),
  },
  {
    guard: "denyOthers",
    label: "Deny everyone else",
    help: "Each key policy denies use of the key to all principals except the roles in your answers, the other users that you name, and EC2.",
    consequence:
      "Other workloads that use these keys stop working, even if their policies allow it. Name those that must keep working under “Other users of the keys”.",
    applies: (scenario) => keysOf(scenario).some(({ type }) => type !== "aws-managed"),
  },
];

/** The questions about conditions that restrict the permissions. */
export function GuardsSection({ number }: { readonly number: number }) {
  const scenario = useKeyhole((state) => state.scenario);
  const answer = useKeyhole((state) => state.answer);
  const { guards } = scenario;
  const shown = switches.filter(({ applies }) => applies(scenario));
  const texts = [guards.organizationId, guards.externalId].filter((text) => text !== "");
  const on = shown.filter(({ guard }) => guards[guard]).length + texts.length;
  return (
    <Section
      id="guards"
      number={number}
      title="Restrictions"
      summary={on === 0 ? "none on" : `${on} on`}
    >
      <div className="overflow-hidden rounded-md border border-line bg-surface">
        {shown.map(({ guard, label, help, consequence }) => (
          <SwitchRow
            key={guard}
            question={`guards.${guard}`}
            label={label}
            help={help}
            consequence={consequence}
            on={guards[guard]}
            onSwitch={(value) => answer(change({ [guard]: value }))}
          />
        ))}
      </div>
      <OrganizationQuestion />
      {scenario.targets.some((target) => targetRole(scenario, target)) && <ExternalIdQuestion />}
    </Section>
  );
}

/** The question for the user's organization. */
export function OrganizationQuestion() {
  const value = useKeyhole((state) => state.scenario.guards.organizationId);
  return (
    <TextQuestion
      path="guards.organizationId"
      label="Organization id"
      help="Trust and key policies then require that the caller belongs to this organization. Leave it empty for no restriction."
      placeholder="o-…"
      value={value}
      write={(now, organizationId) => change({ organizationId })(now)}
      clean={(text) => text.trim().toLowerCase()}
      mayBecome={(text) => /^(o|o-[a-z0-9]{0,9})$/.test(text)}
    />
  );
}

/** The question for the external id of the target roles. */
export function ExternalIdQuestion() {
  const value = useKeyhole((state) => state.scenario.guards.externalId);
  return (
    <TextQuestion
      path="guards.externalId"
      label="External id"
      help="Target roles then require this id when the platform assumes them. Leave it empty for no restriction."
      value={value}
      write={(now, externalId) => change({ externalId })(now)}
      clean={(text) => text.trim()}
      mayBecome={(text) => text.length < 2}
    />
  );
}

function change(answers: Partial<Guards>) {
  return (now: Scenario): Scenario => ({ ...now, guards: { ...now.guards, ...answers } });
}

function keysOf(scenario: Scenario) {
  return scenario.targets.flatMap(({ keys }) => keys);
}
