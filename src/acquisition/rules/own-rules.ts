import type { Claim } from "#engine";
import { isOrganizationId } from "#policy";
import { ec2ViaService } from "#policy/kms";
import type { OwnRule, RuleCondition, Scenario, Source } from "#scenario";
import {
  type CheckedClaim,
  type ClaimGroup,
  type ClaimPlan,
  decidedClaims,
} from "../claims/claim.ts";
import { aboutKey, asCaller, ec2InfrastructureRoles } from "../claims/parts-of-claims.ts";
import type { DocumentIndex } from "../documents/document-index.ts";
import { exceptKnown, knownUsers } from "../other-users/known-users.ts";
import { type Part, plansOfPart, platformPart } from "../parts.ts";
import { type RequestedKey, sourceKey } from "../requests/requested-key.ts";
import { callerOf } from "../requests/requests.ts";
import { rolesOf } from "../requests/roles.ts";
import { ruleSentence } from "./rule-sentence.ts";

type Never = Claim["never"];
type When = NonNullable<Never["when"]>;

/** One rule about one key, and the claims that it means: it holds if all of them do. */
interface RuleOnKey {
  readonly rule: OwnRule;
  readonly id: string;
  readonly sentence: string;
  /** The claims, by the group that asks for them. */
  readonly claimIds: ReadonlySet<string>;
}

/** The rules about one source key, with the groups of claims that decide them. */
interface RulesOnKey {
  readonly rules: readonly RuleOnKey[];
  readonly groups: readonly ClaimGroup[];
}

/**
 * Decides the user's rules about the source keys of a part, key by key: over all requests that AWS can send. A rule about
 * everyone but some does not count the other users of the key that the answers name; its sentence names them. A rule about a
 * role of the import takes its documents as all of its policies; a rule about others takes every IAM policy as possible.
 * Never throws.
 */
export function* ownRuleClaims(
  index: DocumentIndex,
  part: Part,
): Generator<readonly CheckedClaim[], void> {
  if (part.id === platformPart) return;
  for (const { rules, groups } of plansOfPart(index, part, rulesOfPart)) {
    const decided = groups.flatMap((group) => decidedClaims(index, group));
    yield rules.map((rule) => together(rule, decided));
  }
}

/** The claims of a rule as one: the worst counts. */
function together(
  { rule, id, sentence, claimIds }: RuleOnKey,
  decided: readonly CheckedClaim[],
): CheckedClaim {
  const own = decided.filter((claim) => claimIds.has(claim.id));
  const worst =
    own.find(({ result }) => result === "refuted") ??
    own.find(({ result }) => result === "undecided");
  const common = { id, kind: "rule", rule: rule.id, sentence };
  const given = [...new Set(own.flatMap((claim) => claim.given))];
  if (worst) return { ...worst, ...common, given: worst.given };
  const whateverElse = own.every((claim) => claim.whateverElse);
  return { ...common, given, result: "proved", ...(whateverElse ? { whateverElse } : {}) };
}

function rulesOfPart(index: DocumentIndex, part: Part): readonly RulesOnKey[] {
  const { mustNever = [] } = index.scenario;
  return part.routes.flatMap(({ source }) => {
    const about = mustNever.filter(
      ({ keys }) => keys === undefined || keys.includes(source.key.id),
    );
    return about.length > 0 ? [rulesOnKey(index, source, about)] : [];
  });
}

function rulesOnKey(index: DocumentIndex, source: Source, rules: readonly OwnRule[]): RulesOnKey {
  const { scenario } = index;
  const { target, key, region } = source;
  const inQuestion = sourceKey(index, source, region);
  const roles = rolesOf(scenario);
  const ofAnyone: ClaimPlan[] = [];
  const ofRole = new Map<string, ClaimPlan[]>();
  const plans = rules.map((rule): RuleOnKey => {
    const of = `${rule.id}/${target.id}/${key.id}/${region}`;
    const id = `rule/${of}`;
    const known = rule.who === "others" ? knownUsers(scenario, source) : undefined;
    const sentence = ruleSentence(rule, `${inQuestion.name} in ${region}`, known?.names);
    const claimIds = new Set<string>();
    const add = (to: ClaimPlan[], never: Never) => {
      const number = claimIds.size;
      claimIds.add(`${id}/${number}`);
      to.push({ kind: "rule", of: `${of}/${number}`, sentence, never });
    };
    const actions = rule.actions;
    const named = namedIn(rule, scenario);
    const ownRoles =
      rule.who === "these" ? roles.filter(({ arn }) => named.arns.includes(arn)) : [];
    const isOwn = (arn: string) => ownRoles.some((role) => role.arn === arn);
    const people = whoIn(rule, { ...named, arns: named.arns.filter((arn) => !isOwn(arn)) });
    for (const condition of violationsOf(rule.onlyWhen, inQuestion)) {
      for (const who of people)
        add(ofAnyone, {
          actions,
          when: known ? exceptKnown(known, joined(who, condition)) : joined(who, condition),
        });
      for (const { arn } of ownRoles) {
        const plansOfRole = ofRole.get(arn) ?? [];
        ofRole.set(arn, plansOfRole);
        add(plansOfRole, { actions, when: condition });
      }
    }
    return { rule, id, sentence, claimIds };
  });
  const common = { resourcePolicy: inQuestion.policy, key } as const;
  const byAnyone: ClaimGroup = {
    ...common,
    question: aboutKey(inQuestion),
    identityPolicies: "unknown",
    given: ["IAM policies may allow everything"],
    claims: ofAnyone,
  };
  const byRoles = [...ofRole].flatMap(([arn, claims]): ClaimGroup[] => {
    const role = roles.find((one) => one.arn === arn);
    if (!role) return [];
    return [
      {
        ...common,
        question: { ...aboutKey(inQuestion), principals: asCaller(role, scenario) },
        identityPolicies: callerOf(index, role).identityPolicies,
        given: [`${role.name} has no identity policies but these`],
        claims,
      },
    ];
  });
  return { rules: plans, groups: [...(ofAnyone.length > 0 ? [byAnyone] : []), ...byRoles] };
}

interface Named {
  readonly organizations: readonly string[];
  readonly accounts: readonly string[];
  readonly arns: readonly string[];
}

/** The principals of a rule, with what the answers mean by its placeholders. */
function namedIn({ principals }: OwnRule, scenario: Scenario): Named {
  const { platform, targets } = scenario;
  const all = principals.flatMap((one): readonly string[] => {
    if (one === "import-roles") return rolesOf(scenario).map(({ arn }) => arn);
    if (one === "ec2") return ec2InfrastructureRoles(scenario);
    if (one === "import-accounts")
      return [platform.account, ...targets.map(({ account }) => account)];
    return [one];
  });
  const names = [...new Set(all)].filter((one) => one !== "");
  return {
    organizations: names.filter(isOrganizationId),
    accounts: names.filter((name) => /^\d+$/.test(name)),
    arns: names.filter((name) => name.startsWith("arn:")),
  };
}

/**
 * Whom a rule is about, as Condition blocks of which a request meets one. A session has its role's ARN as aws:PrincipalArn.
 * Source: IAM User Guide, "AWS global condition context keys".
 */
function whoIn({ who }: OwnRule, { organizations, accounts, arns }: Named): readonly When[] {
  if (who === "others") {
    const none = {
      ...(organizations.length > 0 ? { "aws:PrincipalOrgID": organizations } : {}),
      ...(accounts.length > 0 ? { "aws:PrincipalAccount": accounts } : {}),
    };
    return [
      {
        ...(Object.keys(none).length > 0 ? { StringNotEquals: none } : {}),
        ...(arns.length > 0 ? { ArnNotLike: { "aws:PrincipalArn": arns } } : {}),
      },
    ];
  }
  return [
    ...(organizations.length > 0
      ? [{ StringEquals: { "aws:PrincipalOrgID": organizations } }]
      : []),
    ...(accounts.length > 0 ? [{ StringEquals: { "aws:PrincipalAccount": accounts } }] : []),
    ...(arns.length > 0 ? [{ ArnLike: { "aws:PrincipalArn": arns } }] : []),
  ];
}

/** The requests that do not meet the conditions, as Condition blocks of which a request meets one; without conditions all. */
function violationsOf(
  conditions: readonly RuleCondition[],
  { region }: RequestedKey,
): readonly When[] {
  if (conditions.length === 0) return [{}];
  return conditions.map((condition): When => {
    if (condition.by === "aws-resources")
      return { BoolIfExists: { "kms:GrantIsForAWSResource": "false" } };
    if (condition.by === "ebs-data")
      return { StringNotLike: { "kms:EncryptionContext:aws:ebs:id": ["vol-*", "snap-*"] } };
    const regions = condition.regions.length === 0 ? [region] : condition.regions;
    return condition.by === "region"
      ? { StringNotEquals: { "aws:RequestedRegion": regions } }
      : { StringNotEquals: { "kms:ViaService": regions.map(ec2ViaService) } };
  });
}

/** A Condition block that both blocks are part of. */
function joined(one: When, other: When): When {
  const block: Record<string, When[string]> = { ...one };
  for (const [operator, keys] of Object.entries(other))
    block[operator] = { ...block[operator], ...keys };
  return block;
}
