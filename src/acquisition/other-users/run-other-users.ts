import { parseArn } from "#policy";
import { grantCommand, type Scenario, type UserOfKey, usersOfSource } from "#scenario";
import { decide } from "../decisions/policy-check.ts";
import {
  type DecisionOptions,
  type DocumentIndex,
  documentIndexOf,
} from "../documents/document-index.ts";
import type { ScenarioDocument } from "../documents/scenario-document.ts";
import { type Part, partsOf, plansOfPart, platformPart } from "../parts.ts";
import { everything } from "../probes/users.ts";
import { isStandIn, sourceKey } from "../requests/requested-key.ts";
import { type Caller, ownOrganization } from "../requests/requests.ts";
import { isOwnAccount } from "../requests/roles.ts";
import { withKeyStates } from "../steps/key-state.ts";
import {
  type Asked,
  decidedStep,
  type Step,
  type StepPlan,
  type StepState,
  worstOf,
} from "../steps/step.ts";
import { managedPolicyOf } from "./managed-policies.ts";
import { askedBy, callsOf, makeGrant } from "./requests.ts";

/** What another user does with one key, decided: whether it keeps working under these documents. */
export interface OtherUserRun {
  /** Unique: the user’s id and the source’s, `u1/t1/k1/eu-west-1`. */
  readonly id: string;
  readonly userId: string;
  /** “EC2 Auto Scaling”. */
  readonly name: string;
  /** In the user's words: “key 1234abcd-… in eu-west-1”. */
  readonly key: string;
  /** The ARN of the role that uses the key. */
  readonly role: string;
  /** The target that has the key. */
  readonly partId: string;
  readonly steps: readonly Step[];
  readonly state: StepState;
  /** What is taken as given: “its identity policies allow it”. */
  readonly given?: string;
  /** The command that makes the grant that the role needs; left out if it needs none, or if the key’s ARN is not known. */
  readonly command?: string;
  /** The public source of its needs. */
  readonly source: string;
}

/** Decides the calls of every other user of the keys that the answers name. Never throws. */
export function runOtherUsers(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  options: DecisionOptions = {},
): readonly OtherUserRun[] {
  const index = documentIndexOf(scenario, documents, options);
  return partsOf(index).flatMap((part) => otherUsersOfPart(index, part));
}

/** The same of one part of a run: a target's keys. */
export function otherUsersOfPart(index: DocumentIndex, part: Part): readonly OtherUserRun[] {
  if (!index.scenario.otherUsers) return [];
  return plansOfPart(index, part, plansIn).map((plan) => decided(index, part, plan));
}

/** The requests of a step of another user's run; `undefined` if there is no such step. */
export function askedOfOtherUser(
  index: DocumentIndex,
  stepId: string,
  partId?: string,
): readonly Asked[] | undefined {
  if (!index.scenario.otherUsers) return undefined;
  for (const part of partsOf(index)) {
    if (partId !== undefined && part.id !== partId) continue;
    for (const { id, steps } of plansOfPart(index, part, plansIn)) {
      const plan = steps.find((step) => `${id}/${step.id}` === stepId);
      if (plan) return plan.asked;
    }
  }
  return undefined;
}

interface Plan extends Omit<OtherUserRun, "steps" | "state" | "partId"> {
  readonly steps: readonly StepPlan[];
  /** Its own policies may allow what the key policy leaves to its account, and they are not here. */
  readonly hasOwnPolicies: boolean;
}

function plansIn(index: DocumentIndex, part: Part): readonly Plan[] {
  if (part.id === platformPart) return [];
  const { scenario } = index;
  return part.routes.flatMap(({ source }) =>
    usersOfSource(scenario, source).map((user): Plan => {
      const { role, name, access } = user;
      const key = sourceKey(index, source, source.region);
      const caller = callerOf(scenario, user, key.account);
      const grant = access === "grant" ? makeGrant(index, user, key) : undefined;
      const at = { actor: role, account: role.account, region: source.region } as const;
      const common = { kind: "other-user", source: user.source, ...at } as const;
      return {
        id: `${user.user.id}/${source.target.id}/${source.key.id}/${source.region}`,
        userId: user.user.id,
        name,
        key: `${key.name} in ${source.region}`,
        role: role.arn,
        source: user.source,
        hasOwnPolicies: access === "key-policy" && !isServiceLinked(user),
        ...givenOf(user),
        ...(grant ? commandOf(user, key.arn) : {}),
        steps: withKeyStates(index, source, [
          ...(grant
            ? [
                {
                  ...common,
                  id: "grant",
                  title: `Account ${role.account} makes the grant for ${role.name}`,
                  operation: "kms:CreateGrant",
                  asked: [{ label: `CreateGrant on ${key.name}`, check: grant }],
                },
              ]
            : []),
          ...callsOf(user).map((call, at) => ({
            ...common,
            id: `call-${at + 1}`,
            title: call.title,
            operation: call.operation,
            asked: askedBy(call, user, caller, key, grant),
            ...(user.user.service === "rds"
              ? {
                  assumed:
                    "RDS uses the key under the grant afterwards; how it appears in those calls is not documented, so a Deny for everyone else may stop them",
                }
              : {}),
          })),
        ]),
      };
    }),
  );
}

function decided(index: DocumentIndex, part: Part, plan: Plan): OtherUserRun {
  const { steps: plans, hasOwnPolicies, ...rest } = plan;
  const steps = plans.map((step) => {
    const result = decidedStep(index, part.id, plan.id, step);
    return hasOwnPolicies ? withOwnPolicies(index, step, result) : result;
  });
  return { ...rest, partId: part.id, steps, state: worstOf(steps.map(({ state }) => state)) };
}

/** What only the role's own policies could still allow is not decided: they are not here. */
function withOwnPolicies(index: DocumentIndex, { asked }: StepPlan, step: Step): Step {
  if (step.state !== "broken") return step;
  const requests = step.requests.map((request, at) => {
    const check = asked[at]?.check;
    if (request.state !== "broken" || request.why?.keyState || !check) return request;
    const allowed = decide(index, { ...check, identityPolicies: [everything] });
    if (allowed.outcome !== "allowed") return request;
    return {
      ...request,
      state: "unknown" as const,
      outcome: "unknown" as const,
      why: {
        sentence:
          "The key policy does not name the role. It keeps working only if its own policies allow this, and those are not here.",
        places: request.why?.places ?? [],
        regionShutBy: [],
      },
    };
  });
  return { ...step, requests, state: worstOf(requests.map(({ state }) => state)) };
}

function isServiceLinked({ role }: UserOfKey): boolean {
  return role.path.startsWith("aws-service-role/");
}

function callerOf(scenario: Scenario, user: UserOfKey, keyAccount: string): Caller {
  const { role, access } = user;
  const policy = managedPolicyOf(user.user, role.account === keyAccount);
  const identityPolicies = policy ? [{ policy }] : access === "both" ? [everything] : [];
  const organization = isOwnAccount(scenario, role.account) ? ownOrganization(scenario) : {};
  return { arn: role.arn, identityPolicies, ...organization };
}

function givenOf({ access, role, user }: UserOfKey): { readonly given?: string } {
  if (managedPolicyOf(user, true))
    return { given: `${role.name} has the policy that AWS writes for it` };
  if (access === "both") return { given: `the identity policies of ${role.name} allow it` };
  return access === "grant" ? { given: `somebody of account ${role.account} makes the grant` } : {};
}

function commandOf({ role }: UserOfKey, arn: string): { readonly command?: string } {
  if (isStandIn(arn)) return {};
  return { command: grantCommand(role, parseArn(arn)?.region ?? "", arn) };
}
