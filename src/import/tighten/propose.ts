import { isOrganizationId, type Policy, parseArn, parseDocument, roleName } from "#policy";
import type { Scenario } from "#scenario";
import type { ImportedPolicy } from "../imported.ts";
import { answerProposals } from "./answer-proposals.ts";
import { approachProposal, keyProposals } from "./key-proposals.ts";
import type { Proposal } from "./proposal.ts";
import { conditionValuesIn, resourcesIn } from "./resources.ts";
import type { RoleAccess } from "./role-access.ts";

/** The imported policies of one role: its identity policies, and its trust policy if it was imported. */
export interface ImportedRolePolicies {
  /** `platform`, or the id of the target that has the role. */
  readonly owner: string;
  readonly roleArn: string;
  readonly identity: readonly ImportedPolicy[];
  readonly trust: readonly ImportedPolicy[];
}

/**
 * The answers that a role's existing policies imply, including those that the scenario already has. The authorizer
 * decides what the role may do; names come from ARNs and conditions. Never throws.
 */
export function proposeAnswers(
  scenario: Scenario,
  role: ImportedRolePolicies,
): readonly Proposal[] {
  const policies = readable(role.identity);
  const access: RoleAccess = { roleArn: role.roleArn, policies };
  return [
    ...roleProposal(role),
    ...keyProposals(scenario, access, role.owner),
    ...answerProposals(scenario, access),
    ...approachProposal(scenario, access),
    ...aliasProposal(policies),
    ...guardProposals(policies, readable(role.trust)),
  ];
}

function readable(policies: readonly ImportedPolicy[]): readonly Policy[] {
  // An unreadable policy stays as an empty one, so that the indexes of the others do not change.
  return policies.map(({ text }) => {
    const parsed = parseDocument(text);
    return parsed.ok ? parsed.policy : {};
  });
}

function roleProposal({ owner, identity, trust }: ImportedRolePolicies): readonly Proposal[] {
  const named = [...identity, ...trust].flatMap(({ roles }) => roles)[0];
  if (!named || !/^[\w+=,.@-]+$/.test(named.name)) return [];
  const path = parseArn(named.arn ?? "")?.resource.replace(/^role\//, "");
  const role = path && roleName(path) === named.name && !path.includes("$") ? path : named.name;
  const keep = (answer: string) => (roleName(answer) === named.name ? answer : role);
  return [
    {
      id: "role",
      question: owner === "platform" ? "Platform role" : "Target role",
      answer: role,
      because: "The policy is attached to this role.",
      apply: (scenario) =>
        owner === "platform"
          ? { ...scenario, platform: { ...scenario.platform, role: keep(scenario.platform.role) } }
          : {
              ...scenario,
              targets: scenario.targets.map((target) =>
                target.id === owner ? { ...target, role: keep(target.role) } : target,
              ),
            },
    },
  ];
}

/** The prefix of the temporary keys' aliases: the part of an alias before the `*`. */
function aliasProposal(policies: readonly Policy[]): readonly Proposal[] {
  const written = [
    ...resourcesIn(policies).flatMap(({ text, place }) => {
      const arn = parseArn(text);
      return arn?.service === "kms" ? [{ text: arn.resource, place }] : [];
    }),
    ...conditionValuesIn(policies, "kms:ResourceAliases"),
    ...conditionValuesIn(policies, "kms:RequestAlias"),
  ];
  const found = written.find(
    ({ text }) => /^alias\/[\w/-]+\*$/.test(text) && !text.startsWith("alias/aws/"),
  );
  if (!found) return [];
  const aliasPrefix = found.text.slice(0, -1);
  return [
    {
      id: "aliasPrefix",
      question: "Alias prefix of temporary keys",
      answer: aliasPrefix,
      place: found.place,
      because: "The policy names aliases with this prefix.",
      apply: (scenario) => ({ ...scenario, platform: { ...scenario.platform, aliasPrefix } }),
    },
  ];
}

function guardProposals(
  identity: readonly Policy[],
  trust: readonly Policy[],
): readonly Proposal[] {
  const externalId = conditionValuesIn(trust, "sts:ExternalId").find(
    ({ text }) => text !== "" && !/[*?]|\$\{/.test(text),
  );
  const organization = [identity, trust]
    .flatMap((policies) => conditionValuesIn(policies, "aws:PrincipalOrgID"))
    .find(({ text }) => isOrganizationId(text));
  const guard = (
    name: "externalId" | "organizationId",
    question: string,
    value: string,
  ): Proposal => ({
    id: name,
    question,
    answer: value,
    because: "A condition requires it.",
    apply: (scenario) => ({ ...scenario, guards: { ...scenario.guards, [name]: value } }),
  });
  return [
    ...(externalId ? [guard("externalId", "External id", externalId.text)] : []),
    ...(organization ? [guard("organizationId", "Organization", organization.text)] : []),
  ];
}
