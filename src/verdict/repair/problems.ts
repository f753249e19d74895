import {
  answerRequest,
  type DocumentIndexCache,
  explainRequest,
  isCounted,
  type Probe,
  type RequestPlace,
  type Step,
} from "#acquisition";
import type { AccessRequest } from "#engine";
import type { ClaimResult, Subject, Verdict } from "../types.ts";
import { answersAskedBy, grantAnswer, mitigationAnswer } from "./answers.ts";
import type { Candidate } from "./candidate.ts";
import { nearMissesOf } from "./near-misses.ts";
import type { ProblemRepairs } from "./repair.ts";
import { editableStatements } from "./statement-edits.ts";
import type { Trial } from "./trial.ts";

/** Something to settle, and the changes that may do it at a state of the documents. */
export interface Problem extends Pick<ProblemRepairs, "of" | "id"> {
  /** The denied request that comes next at a state of the documents; `undefined` if the problem is another one. */
  readonly failing: (trial: Trial) => RequestPlace | undefined;
  readonly isSettled: (trial: Trial, indexes: DocumentIndexCache) => boolean;
  readonly candidates: (trial: Trial, indexes: DocumentIndexCache) => readonly Candidate[];
}

/**
 * What is wrong, in the order in which it is to be settled: the import, the other users of the keys,
 * what answers withhold, the abuses.
 */
export function problemsIn({
  steps,
  probes,
  claims,
}: Pick<Verdict, "steps" | "probes"> & {
  readonly claims: readonly ClaimResult[];
}): readonly Problem[] {
  const wrong = (own: readonly Step[], ...states: readonly Step["state"][]) =>
    states.flatMap((state) =>
      own.filter((step) => isCounted(step) && step.state === state).map(stepProblem),
    );
  const isOfOtherUser = ({ kind }: Step) => kind === "other-user";
  const ofImport = steps.filter((step) => !isOfOtherUser(step));
  return [
    ...wrong(ofImport, "broken", "unknown"),
    ...wrong(steps.filter(isOfOtherUser), "broken", "unknown"),
    ...wrong(ofImport, "withheld"),
    ...probes.filter(({ state }) => state === "blocked").map(blockedProblem),
    ...probes.filter(({ state }) => state === "open").map(openProblem),
    ...probes
      .filter(({ state, mitigation }) => state === "knowingly-open" && mitigation)
      .map(openProblem),
    ...claims.flatMap(({ id, result, witness }) =>
      result === "refuted" && witness ? [claimProblem(id, witness)] : [],
    ),
  ];
}

/** A withheld step waits for an answer; of any other step, what answers withhold is as it should be. */
function stepProblem({ id, partId, state: wrong }: Step): Problem {
  const isFailing = (state: Step["state"]) =>
    state !== "works" && (wrong === "withheld" || state !== "withheld");
  const failing = ({ steps }: Trial): RequestPlace => {
    const requests = steps.get(id)?.requests ?? [];
    return { of: "step", id, partId, request: requests.findIndex(({ state }) => isFailing(state)) };
  };
  return {
    of: "step",
    id,
    failing,
    isSettled: ({ steps }) =>
      steps.get(id)?.requests.some(({ state }) => isFailing(state)) === false,
    candidates: (trial, indexes) => {
      const step = trial.steps.get(id);
      if (step && wrong === "withheld") return grantAnswer(trial.subject.scenario, step);
      return deniedCandidates(trial.subject, failing(trial), indexes);
    },
  };
}

function blockedProblem({ id, partId }: Probe): Problem {
  const failing = ({ probes }: Trial): RequestPlace => {
    const requests = probes().get(id)?.requests ?? [];
    const request = requests.findIndex(({ outcome }) => outcome !== "allowed");
    return { of: "probe", id, partId, request };
  };
  return {
    of: "probe",
    id,
    failing,
    isSettled: ({ probes }) => probes().get(id)?.state === "allowed",
    candidates: (trial, indexes) => deniedCandidates(trial.subject, failing(trial), indexes),
  };
}

function openProblem({ id }: Probe): Problem {
  return {
    of: "probe",
    id,
    failing: () => undefined,
    isSettled: ({ probes }) => (probes().get(id)?.state ?? "refused") === "refused",
    candidates: ({ probes }) => mitigationAnswer(probes().get(id) ?? {}),
  };
}

function claimProblem(id: string, witness: AccessRequest): Problem {
  return {
    of: "claim",
    id,
    failing: () => undefined,
    isSettled: ({ subject: { scenario, documents, layers } }, indexes) =>
      answerRequest(scenario, documents, witness, { layers, indexes }).outcome !== "allowed",
    candidates: () => [],
  };
}

/** The changes that may allow a denied request, or decide one that hangs on an answer. */
function deniedCandidates(
  { scenario, documents, layers }: Subject,
  place: RequestPlace,
  indexes: DocumentIndexCache,
): readonly Candidate[] {
  const explanation = explainRequest(scenario, documents, place, { layers, indexes });
  if (!explanation) return [];
  const textOf = (documentId: string) => documents.find(({ id }) => id === documentId)?.text;
  const near = explanation.places.flatMap(({ documentId, statement }) =>
    editableStatements(textOf(documentId) ?? "").filter(({ position }) => position === statement),
  );
  const answers = answersAskedBy(scenario, near);
  return explanation.undecided ? answers : [...answers, ...nearMissesOf(explanation, textOf)];
}
