import type { DecidedRequest, Layers, Probe, ScenarioDocument, Step } from "#acquisition";
import type { Finding } from "#engine";
import type { Scenario } from "#scenario";
import type { Subject, Verdict } from "./types.ts";
import { withoutContext } from "./without-context.ts";

/** Whether a step or an abuse asks the same requests as before, and each is decided alike. */
export function isSameResult(before: Step | Probe, now: Step | Probe): boolean {
  return (
    now.requests.length > 0 &&
    before.id === now.id &&
    before.state === now.state &&
    isUnreached(before) === isUnreached(now) &&
    before.requests.length === now.requests.length &&
    now.requests.every((request, index) => isSameRequest(before.requests[index], request))
  );
}

function isUnreached(result: Step | Probe): boolean {
  return "unreached" in result && result.unreached === true;
}

function isSameRequest(before: DecidedRequest | undefined, now: DecidedRequest): boolean {
  return (
    before !== undefined &&
    before.request === now.request &&
    before.outcome === now.outcome &&
    (before.why === now.why || JSON.stringify(before.why) === JSON.stringify(now.why))
  );
}

/**
 * A list as it is sent: its length, and the items that differ from the list that was sent before. What a thousand accounts
 * are made of is tens of megabytes, a keystroke changes one document, and copying stops the typing.
 */
export interface ListDelta<Item> {
  readonly length: number;
  readonly changed: readonly (readonly [index: number, item: Item])[];
}

/** A subject, as the difference from one that the other end has. */
export interface SubjectDelta {
  /** The job that wrote what this differs from; left out if it differs from the subject that was sent before. */
  readonly writtenBy?: number;
  /** Left out if the answers are the same. */
  readonly scenario?: Scenario;
  /** Left out if they are the same; `null` if there are none any more. */
  readonly layers?: Layers | null;
  readonly documents: ListDelta<ScenarioDocument>;
}

/** A verdict, as the difference from the one that was sent before. */
export interface VerdictDelta extends Omit<Verdict, "steps" | "probes" | "findings"> {
  readonly steps: ListDelta<Step>;
  readonly probes: ListDelta<Probe>;
  readonly findings: ListDelta<readonly [documentId: string, findings: readonly Finding[]]>;
}

/** The page's end: sends subjects to a worker that receives all of them, in their order. */
export function createSubjectSender() {
  let known: { readonly subject: Subject; readonly writtenBy?: number } | undefined;
  let newest: number | undefined;
  return {
    delta: (subject: Subject): SubjectDelta => {
      const { subject: before, writtenBy } = known ?? {};
      known = { subject };
      return {
        ...(writtenBy === undefined ? {} : { writtenBy }),
        ...(before?.scenario === subject.scenario ? {} : { scenario: subject.scenario }),
        ...(before?.layers === subject.layers ? {} : { layers: subject.layers ?? null }),
        documents: listDelta(before?.documents, subject.documents, Object.is),
      };
    },
    /** A job begins to write a subject: what an earlier one wrote is not referred to any more. */
    writing: (job: number) => {
      newest = job;
      if (known?.writtenBy !== undefined) known = undefined;
    },
    /** The worker wrote this subject, and has it although it was not sent. */
    wrote: (subject: Subject, job: number) => {
      if (job === newest) known = { subject, writtenBy: job };
    },
  };
}

/** The worker's end of `createSubjectSender`. What did not change is the same object as before. */
export function createSubjectReceiver() {
  let received: Subject | undefined;
  let written: { readonly subject: Subject; readonly job: number } | undefined;
  return {
    subject: ({ writtenBy, scenario, layers: sent, documents }: SubjectDelta): Subject => {
      if (writtenBy !== undefined && written?.job !== writtenBy)
        throw new Error("a subject that differs from one that was never written");
      const before = writtenBy === undefined ? received : written?.subject;
      const answers = scenario ?? before?.scenario;
      if (!answers) throw new Error("a first subject without answers");
      const list = listFrom(before?.documents, documents);
      const layers = sent === undefined ? before?.layers : (sent ?? undefined);
      received =
        before && !scenario && sent === undefined && list === before.documents
          ? before
          : { scenario: answers, documents: list, ...(layers ? { layers } : {}) };
      return received;
    },
    wrote: (subject: Subject, job: number) => {
      written = { subject, job };
    },
  };
}

/** The worker's end: sends each verdict to a page that receives all of them, in their order; without most contexts. */
export function createVerdictSender(): (verdict: Verdict) => VerdictDelta {
  let before: Verdict | undefined;
  return (verdict) => {
    const { steps, probes, findings, ...rest } = verdict;
    const sent = before;
    before = verdict;
    return {
      ...rest,
      steps: listDelta(sent?.steps, steps, isSameResult, withoutContext),
      probes: listDelta(sent?.probes, probes, isSameResult, withoutContext),
      findings: listDelta(
        sent && Object.entries(sent.findings),
        Object.entries(findings),
        ([id, found], [nextId, next]) => id === nextId && found === next,
      ),
    };
  };
}

/** The page's end of `createVerdictSender`. What did not change is the same object as before. */
export function createVerdictReceiver(): (delta: VerdictDelta) => Verdict {
  let before: Verdict | undefined;
  return ({ steps, probes, findings, ...rest }) => {
    before = {
      ...rest,
      steps: listFrom(before?.steps, steps),
      probes: listFrom(before?.probes, probes),
      findings: Object.fromEntries(listFrom(before && Object.entries(before.findings), findings)),
    };
    return before;
  };
}

function listDelta<Item>(
  before: readonly Item[] = [],
  now: readonly Item[],
  isSame: (before: Item, now: Item) => boolean,
  sent: (item: Item) => Item = (item) => item,
): ListDelta<Item> {
  const changed = now.flatMap((item, index) => {
    const known = before[index];
    return known !== undefined && isSame(known, item) ? [] : [[index, sent(item)] as const];
  });
  return { length: now.length, changed };
}

function listFrom<Item>(
  before: readonly Item[] = [],
  { length, changed }: ListDelta<Item>,
): readonly Item[] {
  if (changed.length === 0 && before.length === length) return before;
  const list = before.slice(0, length);
  for (const [index, item] of changed) list[index] = item;
  return list;
}
