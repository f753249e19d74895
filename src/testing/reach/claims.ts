import {
  type AccessRequest,
  authorize,
  type Claim,
  holds,
  holdsWhateverElse,
  type PolicySet,
  type ReachQuestion,
  reach,
} from "#engine";
import type { Policy, Statement } from "#policy";
import { randomClaim } from "../policy-sets/claims.ts";
import { randomQuestion } from "../policy-sets/questions.ts";
import { randomRequest } from "../policy-sets/requests.ts";
import { randomFor } from "../random.ts";

/** A claim whose result a single decision contradicts: `request` shows it. */
export interface ClaimFault {
  readonly problem: string;
  readonly claim: Claim;
  readonly question: ReachQuestion;
  readonly request: AccessRequest;
}

/** How many claims had each result, and the wrong results. */
export interface ClaimTally {
  proved: number;
  refuted: number;
  undecided: number;
  faults: ClaimFault[];
}

/**
 * Asks whether a random claim holds. The request that refutes it must be allowed and break the claim; if it is proved, no
 * request that is tried may do so. The short answer must be the same, and if it is proved whatever else IAM allows, no
 * request may break it with an identity policy that allows everything.
 */
export function checkClaim(seed: number, index: number, requests: number): ClaimTally {
  const random = randomFor(seed, index);
  const drawn = randomQuestion(random, index % 2 === 0 ? "everyone" : "one-caller");
  const { question } = drawn;
  const claim = randomClaim(random, drawn.subject);
  const answer = holds(claim, question);
  const tally: ClaimTally = { proved: 0, refuted: 0, undecided: 0, faults: [] };
  tally[answer.result] += 1;
  const policies = question.policies as PolicySet;
  const breaks = (request: AccessRequest, under = policies) =>
    !isAlwaysAllowed(request) &&
    authorize(request, under, { trace: false }).outcome === "allowed" &&
    isMeant(claim, request);
  const [short] = holdsWhateverElse([claim], question);
  if (short?.result === "refuted") {
    const { request } = short.witness;
    if (answer.result === "proved" || (!breaks(request) && !isAlwaysAllowed(request)))
      tally.faults.push({ problem: "the short answer is wrong", claim, question, request });
  }
  if (short?.result === "proved" && answer.result === "refuted") {
    const { request } = answer.witness;
    tally.faults.push({ problem: "the short answer proves it", claim, question, request });
  }
  const whateverElse = short?.result === "proved" && short.whateverElse;
  if (answer.result === "refuted") {
    const shown = [answer.witness, ...answer.cells.map(({ witness }) => witness)];
    for (const { request } of shown)
      if (!breaks(request) && !isAlwaysAllowed(request))
        tally.faults.push({ problem: "the witness breaks no claim", claim, question, request });
  }
  if (answer.result !== "proved") return tally;
  const witnesses = reach(question).allowed.map(({ witness }) => witness.request);
  for (let count = 0; count < requests; count += 1) {
    const request = randomRequest(random, drawn, witnesses);
    if (breaks(request))
      tally.faults.push({ problem: "proved, but a request breaks it", claim, question, request });
    if (whateverElse && breaks(request, { ...policies, identityPolicies: [everything] }))
      tally.faults.push({
        problem: "proved whatever else, but it is not",
        claim,
        question,
        request,
      });
  }
  return tally;
}

const everything: Policy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

/** No Deny refuses this call, so that the contract does not say whether a claim speaks of it. */
function isAlwaysAllowed({ action }: AccessRequest): boolean {
  return action.toLowerCase() === "sts:getcalleridentity";
}

/** Whether the claim speaks of the request: a Deny with its elements would refuse it. */
function isMeant({ never }: Claim, request: AccessRequest): boolean {
  const { principals, exceptPrincipals, actions, exceptActions, resources, when } = never;
  if (exceptPrincipals && isDenied(request, { Principal: principalsOf(exceptPrincipals) }))
    return false;
  return isDenied(request, {
    ...(principals ? { Principal: principalsOf(principals) } : {}),
    ...(exceptActions ? { Action: undefined, NotAction: exceptActions } : {}),
    ...(actions ? { Action: actions } : {}),
    ...(resources ? { Resource: resources } : {}),
    ...(when ? { Condition: when } : {}),
  } as Partial<Statement>);
}

/** An endpoint's policy meets everybody, service-linked roles and services included. */
function isDenied(request: AccessRequest, elements: Partial<Statement>): boolean {
  const deny = { Effect: "Deny", Principal: "*", Action: "*", Resource: "*", ...elements };
  const given = Object.entries(deny).filter(([, value]) => value !== undefined);
  const policy = { Version: "2012-10-17", Statement: [Object.fromEntries(given)] } as Policy;
  const { outcome } = authorize(request, { endpointPolicies: [policy] }, { trace: false });
  return outcome === "explicitly-denied";
}

/** Principals as the element has them: a service under `Service`, everybody else under `AWS`. */
function principalsOf(names: readonly string[]) {
  const isService = (name: string) => name.endsWith(".amazonaws.com");
  return {
    AWS: names.filter((name) => !isService(name)),
    Service: names.filter(isService),
  };
}
