import {
  type Claim,
  holdsWhateverElse,
  type ReachCache,
  type ReachQuestion,
  type StatementReference,
  type Witness,
} from "#engine";
import type { Policy } from "#policy";
import type { Key } from "#scenario";
import type { StatementPlace } from "../decisions/policy-check.ts";
import type { DocumentIndex } from "../documents/document-index.ts";
import { reachCacheOf } from "../documents/document-index.ts";
import type { PolicyReference } from "../documents/scenario-document.ts";
import { membersOf, type ReachLayers, reachLayers } from "../layers/reach-layers.ts";
import { type Mitigation, type MitigationId, mitigationToOffer } from "../probes/mitigation.ts";

/** A sentence about all requests: something that nobody, or a role, can never do. */
export interface CheckedClaim {
  /** Unique in a run. */
  readonly id: string;
  /** What is claimed, whatever it is claimed of: `only-through-ec2`; `rule` of the user's rules. */
  readonly kind: string;
  readonly sentence: string;
  /** The id of the user's rule that it is; left out of Keyhole's own claims. */
  readonly rule?: string;
  /** What the sentence takes as given: “the role has no policies but these”. */
  readonly given: readonly string[];
  readonly result: "proved" | "refuted" | "undecided";
  /** It is proved even if other identity policies, which are not here, allow everything. */
  readonly whateverElse?: true;
  /** Refuted because of the user's own answers: the answer that proves it. */
  readonly mitigation?: Mitigation;
  /** Refuted whatever the answers: why, and what helps. */
  readonly known?: string;
  /** An allowed request that refutes it, with the policies that allow it. */
  readonly witness?: Witness;
  /** The statements that allow the witness, as far as they stand in documents. */
  readonly places?: readonly StatementPlace[];
  /** Why it is not decided. */
  readonly why?: string;
}

/** Whether an answer, or a fact about AWS, leaves a refuted claim open. */
export function isLeftOpen({ mitigation, known }: Pick<CheckedClaim, "mitigation" | "known">) {
  return mitigation !== undefined || known !== undefined;
}

/** Claims about one subject before they are decided: they depend on the same policies. */
export interface ClaimGroup {
  readonly question: Omit<ReachQuestion, "policies" | "requests">;
  /** The caller's policies; `unknown`: any that its account may have. */
  readonly identityPolicies: readonly PolicyReference[] | "unknown";
  /** The policy of the key or role; `unknown`: any that its account may have. */
  readonly resourcePolicy?: PolicyReference | "unknown" | undefined;
  /** What each of the sentences takes as given. */
  readonly given?: readonly string[];
  /** The source key that they are about. */
  readonly key?: Key | undefined;
  readonly claims: readonly ClaimPlan[];
}

/** A claim about a role or key, before it is decided. */
export interface ClaimPlan {
  readonly kind: string;
  /** What it is claimed of; left out where a run has one of the kind. */
  readonly of?: string;
  readonly sentence: string;
  readonly never: Claim["never"];
  /** The answers that prove it, the likeliest first. */
  readonly closedBy?: readonly MitigationId[];
  /** Why it is refuted whatever the answers, and what helps. */
  readonly known?: string | undefined;
}

/** The policies of a claim, as the documents say now. */
interface ClaimPolicies {
  readonly identity: readonly Policy[] | "unknown";
  readonly resource: Policy | "unknown" | undefined;
  readonly layers: ReachLayers;
  readonly unreadable: boolean;
}

/** The last decision of a group: it is valid while the policies that it depends on stay the same. */
interface LastDecision {
  policies?: ClaimPolicies;
  claims?: readonly CheckedClaim[];
}

/**
 * Decides claims over every request that AWS can send. Claims that depend on an unreadable document are not decided. Proved
 * ones are also asked with the caller's identity policies unknown.
 */
export function decidedClaims(index: DocumentIndex, group: ClaimGroup): readonly CheckedClaim[] {
  const policies = policiesOf(index, group);
  const last = index.plans.of(group, noDecision, noDecision);
  if (last.claims && last.policies && isSame(last.policies, policies)) return last.claims;
  last.policies = policies;
  last.claims = decide(index, group, policies);
  return last.claims;
}

const noDecision = (): LastDecision => ({});

function decide(
  index: DocumentIndex,
  group: ClaimGroup,
  policies: ClaimPolicies,
): readonly CheckedClaim[] {
  const { claims, given = [] } = group;
  if (policies.unreadable) {
    const why = "a document that it depends on is not valid JSON";
    return claims.map((plan) => ({ ...namedClaim(plan), given, result: "undecided", why }));
  }
  const asked = claims.map((plan): Claim => {
    const { id, sentence } = namedClaim(plan);
    return { id, says: sentence, never: plan.never };
  });
  const cache = reachCacheOf(index);
  const question = questionOf(group, policies);
  // Claims are decided together where they can be: they share one model.
  const isLeaving = (claim: Claim) =>
    question.policies.serviceControlPolicies !== undefined && isOfLeaving(claim);
  const answers = new Map([
    ...holdsPairs(
      asked.filter((claim) => !isLeaving(claim)),
      question,
      cache,
    ),
    ...holdsPairs(asked.filter(isLeaving), withoutOrganization(question), cache),
  ]);
  return claims.map((plan): CheckedClaim => {
    const checked = { ...namedClaim(plan), given };
    const answer = answers.get(checked.id);
    if (answer?.result === "proved")
      return {
        ...checked,
        result: "proved",
        ...(answer.whateverElse ? { whateverElse: true } : {}),
      };
    if (answer?.result === "refuted") {
      const { witness, allows } = answer;
      const places = placesOf(group, allows);
      return { ...checked, result: "refuted", witness, places, ...reasonOf(index, group, plan) };
    }
    return { ...checked, result: "undecided", why: answer?.why ?? "it was not asked" };
  });
}

function namedClaim({
  kind,
  of,
  sentence,
}: ClaimPlan): Pick<CheckedClaim, "id" | "kind" | "sentence"> {
  return { id: of === undefined ? kind : `${kind}/${of}`, kind, sentence };
}

function holdsPairs(claims: readonly Claim[], question: ReachQuestion, cache: ReachCache) {
  if (claims.length === 0) return [];
  const answers = holdsWhateverElse(claims, question, cache);
  return claims.map(({ id }, at) => [id, answers[at]] as const);
}

/** Whether a claim is about callers of another organization, or of none. */
function isOfLeaving({ never: { when = {} } }: Claim): boolean {
  return Object.values(when).some((keys) => Object.keys(keys).includes("aws:PrincipalOrgID"));
}

/** An account that has left its organization leaves the service control policies behind. */
function withoutOrganization(question: ReachQuestion): ReachQuestion {
  const { serviceControlPolicies: _, ...policies } = question.policies;
  return { ...question, policies };
}

/** Where statements of a group's policies stand; stand-ins for policies that are not known have no place. */
function placesOf(
  { identityPolicies, resourcePolicy }: ClaimGroup,
  statements: readonly StatementReference[],
): readonly StatementPlace[] {
  return statements.flatMap(({ slot, index, statement }) => {
    const policy =
      slot === "identityPolicies" && identityPolicies !== "unknown"
        ? identityPolicies[index]
        : slot === "resourcePolicy" && resourcePolicy !== "unknown"
          ? resourcePolicy
          : undefined;
    const documentId = policy?.documentId;
    return documentId === undefined ? [] : [{ documentId, statement }];
  });
}

function reasonOf(
  index: DocumentIndex,
  { key }: ClaimGroup,
  { closedBy, known }: ClaimPlan,
): Pick<CheckedClaim, "mitigation" | "known"> {
  const mitigation = mitigationToOffer(index.scenario, closedBy ?? [], key);
  if (mitigation) return { mitigation };
  return known === undefined ? {} : { known };
}

function questionOf(
  { question }: ClaimGroup,
  { identity: identityPolicies, resource, layers }: ClaimPolicies,
): ReachQuestion {
  return {
    ...question,
    requests: "real",
    cells: "first",
    policies: {
      identityPolicies,
      ...(resource === undefined ? {} : { resourcePolicy: resource }),
      ...layers.policies,
    },
  };
}

function policiesOf(
  index: DocumentIndex,
  { question, identityPolicies, resourcePolicy }: ClaimGroup,
): ClaimPolicies {
  const identity = identityPolicies === "unknown" ? [] : identityPolicies;
  const resource =
    resourcePolicy === undefined || resourcePolicy === "unknown" ? [] : [resourcePolicy];
  const layers = reachLayers(index, question, resource[0]);
  return {
    layers,
    identity: identityPolicies === "unknown" ? "unknown" : identity.map(index.policyOf),
    resource: resourcePolicy === "unknown" ? "unknown" : resource.map(index.policyOf)[0],
    unreadable:
      layers.unreadable ||
      [...identity, ...resource].some(
        ({ documentId }) => documentId !== undefined && index.unreadable.has(documentId),
      ),
  };
}

function isSame(before: ClaimPolicies, now: ClaimPolicies): boolean {
  if (before.resource !== now.resource || before.unreadable !== now.unreadable) return false;
  if (!haveSameItems(membersOf(before.layers), membersOf(now.layers))) return false;
  if (before.identity === "unknown" || now.identity === "unknown")
    return before.identity === now.identity;
  return haveSameItems(before.identity, now.identity);
}

function haveSameItems(before: readonly object[], now: readonly object[]): boolean {
  return before.length === now.length && before.every((item, at) => item === now[at]);
}
