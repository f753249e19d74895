import type { Key } from "#scenario";
import { explain } from "../decisions/explain.ts";
import { resultOf } from "../decisions/last-result.ts";
import type { DecidedRequest, PolicyCheck } from "../decisions/policy-check.ts";
import type { DocumentIndex } from "../documents/document-index.ts";
import { type Mitigation, type MitigationId, mitigationToOffer } from "./mitigation.ts";

/** Something that must not be possible, or must stay possible, as requests to the authorizer. */
export interface Probe {
  /** Unique in a run. */
  readonly id: string;
  /** What is tried, whatever it is tried on: `direct-use`. */
  readonly kind: string;
  /** The part of the run that it belongs to: a target's id, or `platform`. */
  readonly partId: string;
  /** In the user's words: “Use the key directly, not through EC2”. */
  readonly title: string;
  /** Who would do it, and on what: “CadoResponseRole on key 1234abcd-…”. */
  readonly about: string;
  /** The ARN of the role that would do it; left out if it is somebody else, or anybody. */
  readonly actor?: string;
  readonly must: "be-refused" | "be-allowed";
  readonly state: ProbeState;
  readonly requests: readonly DecidedRequest[];
  /** Open by the user's own answers: the answer that closes it. */
  readonly mitigation?: Mitigation;
  /** Open whatever the answers: why, and what helps. */
  readonly known?: string;
}

/**
 * `refused` and `allowed` are as they must be. `knowingly-open`: an abuse that the user's answers leave open.
 * `open`: an abuse that they do not. `blocked`: something that must stay possible is not.
 */
export type ProbeState = "refused" | "allowed" | "knowingly-open" | "open" | "blocked" | "unknown";

/** A probe before it is decided. */
export interface ProbePlan {
  readonly kind: string;
  /** What it is tried on; left out where a run has one of the kind. */
  readonly of?: string;
  readonly title: string;
  readonly about: string;
  readonly actor?: string;
  readonly must?: "be-allowed";
  /** Each of these alone is the abuse; with `together` it takes all of them. */
  readonly checks: readonly PolicyCheck[];
  readonly together?: true;
  /** The answers that close it, the likeliest first. */
  readonly closedBy?: readonly MitigationId[];
  /** The source key that it is about. */
  readonly key?: Key;
  readonly known?: string;
}

/** Decides a probe. Of one that is not as it must be, the first request that made it so says why. */
export function decidedProbe(index: DocumentIndex, partId: string, plan: ProbePlan): Probe {
  return resultOf(index, plan, plan.checks, (decided) => probeOf(index, partId, plan, decided));
}

function probeOf(
  index: DocumentIndex,
  partId: string,
  plan: ProbePlan,
  decided: readonly DecidedRequest[],
): Probe {
  const { kind, title, about, actor } = plan;
  const id = probeId(plan);
  const must: Probe["must"] = plan.must ?? "be-refused";
  const verdict = verdictOf(index, plan, decided);
  const news = newsIn(verdict.state, decided);
  const requests = decided.map((request, position) => {
    const check = plan.checks[position];
    return check && position === news ? { ...request, why: explain(index, check) } : request;
  });
  const by = actor === undefined ? {} : { actor };
  return { id, kind, partId, title, about, ...by, must, requests, ...verdict };
}

/** Unique in a run. */
export function probeId({ kind, of }: ProbePlan): string {
  return of === undefined ? kind : `${kind}/${of}`;
}

/** Which request to explain unasked; none (-1) where all is as it must be. */
function newsIn(state: ProbeState, decided: readonly DecidedRequest[]): number {
  if (state === "refused" || state === "allowed") return -1;
  if (state === "unknown") return decided.findIndex(({ outcome }) => outcome === "unknown");
  return decided.findIndex(({ outcome }) => (outcome === "allowed") !== (state === "blocked"));
}

function verdictOf(
  index: DocumentIndex,
  plan: ProbePlan,
  decided: readonly DecidedRequest[],
): Pick<Probe, "state" | "mitigation" | "known"> {
  const unknown = decided.some(({ outcome }) => outcome === "unknown");
  const allowed = decided.filter(({ outcome }) => outcome === "allowed").length;
  if (plan.must === "be-allowed") {
    if (allowed === decided.length) return { state: "allowed" };
    return { state: unknown ? "unknown" : "blocked" };
  }
  const open = plan.together ? allowed === decided.length : allowed > 0;
  if (!open) {
    // A chain is refused as soon as one link is, whatever the unreadable rest says.
    const refusedAnyway = plan.together && decided.some(({ outcome }) => isRefusal(outcome));
    return { state: unknown && !refusedAnyway ? "unknown" : "refused" };
  }
  const mitigation = mitigationToOffer(index.scenario, plan.closedBy ?? [], plan.key);
  if (mitigation) return { state: "knowingly-open", mitigation };
  if (plan.known) return { state: "knowingly-open", known: plan.known };
  return { state: "open" };
}

function isRefusal(outcome: DecidedRequest["outcome"]): boolean {
  return outcome === "explicitly-denied" || outcome === "implicitly-denied";
}
