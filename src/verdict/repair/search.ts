import { type DocumentIndexCache, explainRequest, type RequestPlace } from "#acquisition";
import type { Subject } from "../types.ts";
import { type Candidate, ranks } from "./candidate.ts";
import type { Problem } from "./problems.ts";
import type { Repair } from "./repair.ts";
import { singleEdit } from "./single-edit.ts";
import {
  blocksMore,
  breaksSteps,
  changed,
  failures,
  newlyOpen,
  type Trial,
  trialInSteps,
  trialOf,
} from "./trial.ts";

/** So many repairs of a problem are shown, and so many changes are made for one repair. */
const mostRepairs = 5;
const mostRounds = 4;
/** So many changes that settle a problem are compared, and so many are tried. */
const mostSettled = 12;
const mostTried = 150;

/** A repair with the run that it leads to. */
export interface Reached {
  readonly trial: Trial;
  readonly repair: Repair;
}

interface Attempt {
  readonly trial: Trial;
  readonly steps: readonly Candidate[];
}

/** What a search goes by: the run as it is, and as the generated documents would have it. */
export interface SearchSetting {
  readonly before: Trial;
  readonly usual: Trial;
  readonly differences: (subject: Subject) => readonly Candidate[];
  readonly indexes: DocumentIndexCache;
  readonly partId: string | undefined;
}

/** Tries the candidates, and where one does not suffice a few one after the other. The best first. */
export function* search(
  problem: Problem,
  setting: SearchSetting,
): Generator<undefined, readonly Reached[]> {
  const { before, indexes, partId, differences } = setting;
  const tried = new Set<string>();
  const settled: Attempt[] = [];
  const lastResorts: Candidate[] = [];
  let open: readonly Attempt[] = [{ trial: before, steps: [] }];
  for (let round = 0; round < mostRounds && open.length > 0 && settled.length === 0; round += 1) {
    const next: Attempt[] = [];
    for (const { trial, steps } of open) {
      const own = [...problem.candidates(trial, indexes), ...differences(trial.subject)];
      const everywhere = own.flatMap((candidate) => inWholeDocument(trial.subject, candidate));
      if (round === 0) lastResorts.push(...own.filter(isLastResort));
      const candidates = [...own, ...everywhere].filter(
        (candidate) => !isLastResort(candidate) && (round === 0 || !isAnswer(candidate)),
      );
      for (const candidate of candidates.toSorted((one, other) => one.rank - other.rank)) {
        if (settled.length >= mostSettled) break;
        const subject = changed(trial.subject, candidate);
        const name = JSON.stringify([subject.scenario, subject.documents.map(({ text }) => text)]);
        if (tried.has(name) || tried.size >= mostTried) continue;
        tried.add(name);
        yield undefined;
        const place = problem.failing(trial);
        const taken = [...steps, candidate];
        if (place && isDenied(subject, place, indexes)) {
          // Another element of the same statement may be what is missing besides.
          if (candidate.rank === ranks.nearMiss)
            next.push({ trial: { ...trial, subject }, steps: taken });
          continue;
        }
        // An answer changes the documents of every account.
        const after = isAnswer(candidate)
          ? yield* trialInSteps(subject, indexes, partId)
          : trialOf(subject, indexes, partId);
        if (breaksSteps(before, after)) continue;
        const attempt = { trial: after, steps: taken };
        if (problem.isSettled(after, indexes)) {
          if (!blocksMore(before, after)) settled.push(attempt);
        }
        // Another request of the step is denied.
        else if (place && !isAnswer(candidate)) next.unshift(attempt);
      }
    }
    open = next.slice(0, 8);
  }
  const found = ordered(setting, settled).slice(0, mostRepairs);
  // Where an answer suffices, going back would throw a Deny away that asks for it.
  for (const candidate of found.some(({ steps }) => steps.every(isAnswer)) ? [] : lastResorts) {
    yield undefined;
    const trial = trialOf(changed(before.subject, candidate), indexes, partId);
    if (problem.isSettled(trial, indexes)) found.push({ trial, steps: [candidate] });
  }
  return found.map((attempt) => ({
    trial: attempt.trial,
    repair: repairOf(before, attempt),
  }));
}

/** The same replacement wherever the document has the text. */
function inWholeDocument({ documents }: Subject, candidate: Candidate): readonly Candidate[] {
  const { change, diff } = candidate;
  const { removed, added } = diff;
  if (!("documentId" in change) || added === undefined || !isOneText(removed)) return [];
  const text = documents.find(({ id }) => id === change.documentId)?.text ?? "";
  const places = text.split(removed).length - 1;
  if (places < 2) return [];
  return [
    {
      ...candidate,
      title: `Replace ${removed} by ${added} in the whole document`,
      diff: { where: `${places} places`, removed, added },
      change: { documentId: change.documentId, text: text.replaceAll(removed, () => added) },
    },
  ];
}

function isLastResort({ rank }: Candidate): boolean {
  return rank === ranks.generatedDocument;
}

function isDenied(
  { scenario, documents, layers }: Subject,
  place: RequestPlace,
  indexes: DocumentIndexCache,
): boolean {
  const explanation = explainRequest(scenario, documents, place, { layers, indexes });
  return !explanation || explanation.undecided || explanation.decision.outcome !== "allowed";
}

/** By what they newly allow, then by what stays broken or wrong, then by rank and length. */
function ordered({ before, usual }: SearchSetting, attempts: readonly Attempt[]): Attempt[] {
  const answersIt = attempts.some(({ steps }) => steps.every(isAnswer));
  const kept = attempts.filter(
    ({ steps }) => !answersIt || !steps.some(({ weakensDeny }) => weakensDeny),
  );
  const keyed = kept.map((attempt) => ({
    attempt,
    key: [
      newlyOpen(before, attempt.trial).filter(({ id }) => !isOpen(usual, id)).length,
      failures(attempt.trial),
      openAbuses(attempt.trial),
      leftBehind(usual, attempt),
      Math.max(...attempt.steps.map(({ rank }) => rank)),
      attempt.steps.length,
      sizeOf(before, attempt),
    ],
  }));
  const compare = (one: readonly number[], other: readonly number[]): number => {
    const at = one.findIndex((value, index) => value !== other[index]);
    return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
  };
  return keyed.toSorted((one, other) => compare(one.key, other.key)).map(({ attempt }) => attempt);
}

/**
 * How often the texts that an attempt replaces still stand in their documents, where the generated documents have them
 * nowhere: the same wrong region in a second statement, which no step may need.
 */
function leftBehind(usual: Trial, { trial, steps }: Attempt): number {
  const timesIn = ({ subject }: Trial, documentId: string, part: string) =>
    (subject.documents.find(({ id }) => id === documentId)?.text.split(part).length ?? 1) - 1;
  return steps.reduce((sum, { change, diff: { removed, added } }) => {
    if (!("documentId" in change) || added === undefined || !isOneText(removed)) return sum;
    const { documentId } = change;
    return timesIn(usual, documentId, removed) > 0
      ? sum
      : sum + timesIn(trial, documentId, removed);
  }, 0);
}

/** Whether what is removed is a JSON string alone, the same wherever it stands. */
function isOneText(removed: string | undefined): removed is string {
  return removed !== undefined && /^"[^"]*"$/.test(removed);
}

function isOpen({ probes }: Trial, id: string): boolean {
  const state = probes().get(id)?.state;
  return state === "open" || state === "knowingly-open";
}

function isAnswer({ change }: Candidate): boolean {
  return !("documentId" in change);
}

function openAbuses({ probes }: Trial): number {
  return [...probes().values()].filter(({ state }) => state === "open").length;
}

/** How much text changes. */
function sizeOf(before: Trial, { trial }: Attempt): number {
  return before.subject.documents.reduce((sum, { id, text }) => {
    const after = trial.subject.documents.find((document) => document.id === id)?.text ?? text;
    return sum + Math.abs(after.length - text.length);
  }, 0);
}

function repairOf(before: Trial, { trial, steps }: Attempt): Repair {
  const answer = steps.flatMap(({ change }) => ("documentId" in change ? [] : [change]))[0];
  const edits = answer
    ? []
    : before.subject.documents.flatMap(({ id, text }) => {
        const after = trial.subject.documents.find((document) => document.id === id)?.text;
        return after === undefined || after === text
          ? []
          : [{ documentId: id, edits: [singleEdit(text, after)] }];
      });
  return {
    title: steps.map(({ title }) => title).join(", then "),
    diff: steps.map(({ diff }) => diff),
    edits,
    ...(answer ? { answer } : {}),
    opens: newlyOpen(before, trial).map(({ title }) => title),
  };
}
