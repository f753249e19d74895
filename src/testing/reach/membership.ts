import {
  type AccessRequest,
  authorize,
  type Cell,
  cellIncludes,
  type PolicySet,
  type Reach,
  type ReachQuestion,
  reach,
  type Undecided,
} from "#engine";
import type { Policy } from "#policy";
import { questionKinds, type RandomQuestion, randomQuestion } from "../policy-sets/questions.ts";
import { asksAbout, randomRequest } from "../policy-sets/requests.ts";
import { randomFor } from "../random.ts";
import { shrink } from "../shrink.ts";

/** A request for which `reach` and `authorize` disagree, or a cell that breaks what its type promises. */
export interface Fault {
  readonly problem: string;
  readonly question: ReachQuestion;
  readonly request: AccessRequest;
}

/** What the comparison of many requests comes to. */
export interface MembershipTally {
  sets: number;
  decisions: number;
  allowed: number;
  undecided: number;
  cells: number;
  faults: Fault[];
}

export type ReachFunction = (question: ReachQuestion) => Reach;

/**
 * Compares what `reach` says of one random policy set with what `authorize` says of `requests` single requests. The seed
 * and the index give the set.
 * @param ask `reach`, or a function to test the comparison itself with.
 */
export function checkMembership(
  seed: number,
  index: number,
  requests: number,
  ask: ReachFunction = reach,
): MembershipTally {
  const random = randomFor(seed, index);
  const kind = questionKinds[index % questionKinds.length] ?? "everyone";
  const drawn = randomQuestion(random, kind);
  const answer = ask(drawn.question);
  // Every tenth set as it arrives in another thread.
  const { allowed, undecided } =
    index % 10 === 0 ? (JSON.parse(JSON.stringify(answer)) as Reach) : answer;
  const tally: MembershipTally = {
    ...noCounts,
    sets: 1,
    cells: allowed.length,
    faults: allowed.flatMap((cell) => witnessFaults(drawn, cell)),
  };
  const witnesses = allowed.map(({ witness }) => witness.request);
  for (let count = 0; count < requests; count += 1)
    compare(randomRequest(random, drawn, witnesses), drawn.question, { allowed, undecided }, tally);
  return tally;
}

/** Compares one request, once for each answer that an unknown policy may have. */
function compare(
  request: AccessRequest,
  question: ReachQuestion,
  { allowed, undecided }: Reach,
  tally: MembershipTally,
): void {
  const mayOpen = (cell: Cell | Undecided, { identity, resource }: StandIns) =>
    (identity || !cell.identityPolicyNeeded) && (resource || !cell.resourcePolicyNeeded);
  const including = allowed.filter((cell) => cellIncludes(cell, request));
  const perhaps = undecided.filter((cell) => cellIncludes(cell, request));
  for (const standIns of standInsFor(question)) {
    tally.decisions += 1;
    const completed = withStandIns(question, request, standIns);
    const isAllowed = authorize(request, completed, { trace: false }).outcome === "allowed";
    if (isAllowed) tally.allowed += 1;
    const isIncluded = including.some((cell) => mayOpen(cell, standIns));
    const isUndecided = perhaps.some((cell) => mayOpen(cell, standIns));
    if (isUndecided) tally.undecided += 1;
    if (isIncluded === isAllowed || (isAllowed && isUndecided)) continue;
    const says = isAllowed
      ? "authorize allows it, no cell includes it"
      : "authorize refuses it, a cell includes it";
    const known = [standIns.identity ? "identity" : "", standIns.resource ? "resource" : ""];
    const given = known.filter((name) => name !== "").join(" and ");
    const problem = given === "" ? says : `${says}, with the ${given} stand-in`;
    tally.faults.push({ problem, question, request });
  }
}

/** The same disagreement about a request, with the least policies, context and given keys that show it. */
export function smallestFault(fault: Fault, ask: ReachFunction = reach): Fault {
  const fails = ({ question, request }: Pick<Fault, "question" | "request">) => {
    if (!asksAbout(question, request)) return false;
    const tally: MembershipTally = { ...noCounts, faults: [] };
    compare(request, question, ask(question), tally);
    return tally.faults.some(({ problem }) => problem === fault.problem);
  };
  const { question, request } = fault;
  if (!fails(fault)) return fault;
  return { problem: fault.problem, ...shrink({ question, request }, fails) };
}

const noCounts = { sets: 0, decisions: 0, allowed: 0, undecided: 0, cells: 0 };

/** Which of the unknown policies are taken to open. */
interface StandIns {
  readonly identity: boolean;
  readonly resource: boolean;
}

function standInsFor({ policies }: ReachQuestion): StandIns[] {
  const identity = policies.identityPolicies === "unknown" ? [false, true] : [false];
  const resource = policies.resourcePolicy === "unknown" ? [false, true] : [false];
  return identity.flatMap((one) => resource.map((two) => ({ identity: one, resource: two })));
}

const everything: Policy = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

/**
 * The policies with an identity policy that allows everything, and with a resource policy that leaves everything to the
 * identity policies of the caller's account, where these are unknown and taken to open.
 */
function withStandIns(
  question: ReachQuestion,
  request: AccessRequest,
  { identity, resource }: StandIns,
): PolicySet {
  const account = /^(?:arn:[^:]*:[^:]*:[^:]*:)?(\d{12})(?::|$)/.exec(request.principal)?.[1];
  const isTrust = request.action.toLowerCase().startsWith("sts:");
  const opensAccount: Policy = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: [account ?? "000000000000"] },
        Action: "*",
        ...(isTrust ? {} : { Resource: "*" }),
      },
    ],
  };
  const { identityPolicies, resourcePolicy, ...rest } = question.policies;
  const identityStandIn = identity ? [everything] : undefined;
  const resourceStandIn = resource ? opensAccount : undefined;
  return {
    ...rest,
    identityPolicies: identityPolicies === "unknown" ? identityStandIn : identityPolicies,
    resourcePolicy: resourcePolicy === "unknown" ? resourceStandIn : resourcePolicy,
  };
}

/** What is wrong with a cell's witness: it is not allowed, not in its cell, or not under the question's policies. */
function witnessFaults({ question, policies }: RandomQuestion, cell: Cell): Fault[] {
  const { request, policies: shown } = cell.witness;
  const problems = [
    authorize(request, shown, { trace: false }).outcome === "allowed"
      ? ""
      : "the witness is not allowed",
    cellIncludes(cell, request) ? "" : "the witness is not in its cell",
    isSameSet(policies, shown, cell) ? "" : "the witness has other policies than the question",
  ];
  return problems
    .filter((problem) => problem !== "")
    .map((problem) => ({ problem, question, request }));
}

/** A stand-in may take the place of an unknown policy in a cell that needs it; nothing else differs. */
function isSameSet(known: PolicySet, shown: PolicySet, cell: Cell): boolean {
  const { identityPolicies, resourcePolicy, ...rest } = shown;
  const expected = {
    ...rest,
    ...(cell.identityPolicyNeeded || identityPolicies === undefined ? {} : { identityPolicies }),
    ...(cell.resourcePolicyNeeded || resourcePolicy === undefined ? {} : { resourcePolicy }),
  };
  return sorted(expected) === sorted(known);
}

function sorted(set: PolicySet): string {
  const entries = Object.entries(set).filter(([, value]) => value !== undefined);
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
