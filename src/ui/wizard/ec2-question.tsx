import {
  type Ec2Permissions,
  platformOwner,
  platformRole,
  type Scenario,
  targetRole,
} from "#scenario";
import { TickRow, toggled } from "../own-rules/tick-row.tsx";
import { AccountChip } from "../parts/chips.tsx";
import { type Choice, RadioCards } from "../parts/radio-cards.tsx";
import { useKeyhole } from "../store.tsx";

type Answer = "elsewhere" | Ec2Permissions["kind"];

const choices: readonly Choice<Answer>[] = [
  {
    value: "elsewhere",
    label: "In other policies",
    help: "The roles have them from somewhere else, such as the vendor’s template.",
    consequence: "The run names the EC2 and EBS calls. It judges none of them.",
  },
  {
    value: "complete",
    label: "In the policies here, which are complete",
    help: "You imported the roles’ policies whole, or took the vendor’s template as the base.",
    consequence: "The import stops at each EC2 or EBS call that these policies do not allow.",
  },
  {
    value: "written",
    label: "Keyhole writes them",
    help: "Statements for this method’s calls only, apart from those about KMS, each with its reason.",
    consequence:
      "The run decides these calls, too. Deleting snapshots and volumes afterwards is not among them.",
  },
];

/** So many roles are listed to choose from; with more, the answer is for all of them. */
const mostListed = 12;

/** The question where the permissions of EC2 and EBS stand. */
export function Ec2Question() {
  const ec2 = useKeyhole((state) => state.scenario.ec2Permissions);
  const answer = useKeyhole((state) => state.answer);
  return (
    <div data-question="actions.ec2Permissions" className="stack gap-2">
      <RadioCards
        label="Where do the roles’ EC2 and EBS permissions stand?"
        choices={choices}
        value={ec2?.kind ?? "elsewhere"}
        onChoose={(kind) => answer((now) => withAnswer(now, kind))}
      />
      {ec2?.kind === "complete" && <CompleteRoles of={ec2.of} />}
    </div>
  );
}

function withAnswer({ ec2Permissions: _, ...now }: Scenario, kind: Answer): Scenario {
  return kind === "elsewhere" ? now : { ...now, ec2Permissions: { kind } };
}

/** Whose policies are complete: all roles, or some of them. */
function CompleteRoles({ of }: { readonly of: readonly string[] | undefined }) {
  const scenario = useKeyhole((state) => state.scenario);
  const answer = useKeyhole((state) => state.answer);
  const roles = rolesIn(scenario);
  if (roles.length < 2 || roles.length > mostListed) return null;
  const all = roles.map(({ owner }) => owner);
  const tick = (owner: string, on: boolean) => {
    const next = toggled(of ?? all, owner, on).filter((one) => all.includes(one));
    const isAll = next.length === all.length;
    answer((now) => ({
      ...now,
      ec2Permissions: { kind: "complete", ...(isAll ? {} : { of: next }) },
    }));
  };
  return (
    <fieldset className="grid min-w-0 gap-1">
      <legend className="font-medium text-soft text-sm">Roles with complete policies</legend>
      {roles.map(({ owner, name, account }) => (
        <TickRow
          key={owner}
          label={
            <span className="inline-flex flex-wrap items-center gap-1.5">
              {name} <AccountChip account={account} />
            </span>
          }
          on={of?.includes(owner) ?? true}
          onTick={(on) => tick(owner, on)}
        />
      ))}
    </fieldset>
  );
}

function rolesIn(scenario: Scenario) {
  const platform = platformRole(scenario);
  return [
    ...(platform ? [{ owner: platformOwner, name: platform.name, account: platform.account }] : []),
    ...scenario.targets.flatMap((target) => {
      const role = targetRole(scenario, target);
      return role ? [{ owner: target.id, name: role.name, account: role.account }] : [];
    }),
  ];
}
