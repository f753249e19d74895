import {
  accessBeyond,
  answerRequest,
  changesBetween,
  createDocumentIndexCache,
  explainRequest,
  type Layers,
  type Probe,
  type RequestPlace,
  readyRules,
  resultOf,
  runAcquisition,
  type TextsById,
  withTexts,
} from "#acquisition";
import type { AccessRequest } from "#engine";
import { explainedRules } from "#engine/linter";
import type { ExportOrder } from "#export";
import { documentsByAccount, type GeneratedDocument, generate } from "#generator";
import type { MergeChoice, MergeProgress, TargetText } from "#import";
import { documentTitle } from "#policy";
import type { Scenario } from "#scenario";
import * as verdict from "#verdict";
import { inSlices, pause, type Report, throttledBeat, untilOvertaken } from "./slices.ts";

/** The two sides of a comparison: a subject with other texts, and the documents that other answers give. */
export interface ComparedSides {
  readonly before?: TextsById;
  readonly after?: TextsById;
  /** The answers of the second side, which has their generated documents. */
  readonly answers?: Scenario;
  /** Other work in the place of the first side: its answers, and its edited texts by document. */
  readonly otherWork?: {
    readonly scenario: Scenario;
    readonly edits: Readonly<Record<string, string>>;
  };
}

/** A file of a log; read in pieces of this many bytes, so that gzip's are no more than some megabytes of text. */
export interface LogFile {
  readonly name: string;
  readonly file: Blob;
}
const pieceOfLog = 1_048_576;

/** The documents of a piece of work, with its edits in them. */
function worked({ scenario, edits }: NonNullable<ComparedSides["otherWork"]>) {
  const texts = Object.fromEntries(Object.entries(edits).map(([id, text]) => [id, [text]]));
  const documents = withTexts(generate(scenario), texts);
  return { scenario, documents };
}

/** Code that few jobs need: each part is its own file in the build, loaded when it is first needed. */
export const parts = {
  allServices: () => import("#policy/services"),
  denial: () => import("#denial"),
  evidence: () => import("#evidence"),
  export: () => import("#export"),
  import: () => import("#import"),
  platforms: () => import("#acquisition/platforms"),
};

/** Loads a part. Rejects with what the user can do. */
async function loaded<Part>(loadPart: () => Promise<Part>): Promise<Part> {
  try {
    return await loadPart();
  } catch (cause) {
    throw new Error(
      "a part of the checker could not be loaded: go online, or reload the page if Keyhole was updated",
      { cause },
    );
  }
}

/** Jobs whose state is kept from call to call: what a change does not affect is not computed again. */
export type Jobs = ReturnType<typeof createJobs>;

/**
 * What is done beside the page. Calls about a subject run one after the other. A long job reports its results in slices and ends
 * if the page's answer to a report is `false`, if another long job begins, or if its subject is out of date. `beat` is called while a job works without a break.
 */
export function createJobs(beat: () => void = () => {}) {
  const onWork = throttledBeat(beat);
  const subjects = verdict.createSubjectReceiver();
  const verdictDelta = verdict.createVerdictSender();
  const indexes = createDocumentIndexCache(onWork);
  const verifier = verdict.createVerifier(indexes, onWork);
  const linters = verdict.createLinters(
    async () => (await loaded(parts.allServices)).allServices,
    onWork,
  );
  let newest: verdict.Subject | undefined;
  let longJob: { readonly about?: verdict.Subject } | undefined;
  const repairer = verdict.createRepairer();
  let earlier: Promise<unknown> = Promise.resolve();

  const inTurn = <Result>(
    delta: verdict.SubjectDelta,
    act: (subject: verdict.Subject) => Result | Promise<Result>,
  ): Promise<Result> => {
    const subject = subjects.subject(delta);
    newest = subject;
    if (longJob?.about && longJob.about !== subject) longJob = undefined;
    const result = earlier.then(() => act(subject));
    earlier = result.catch(() => undefined);
    return result;
  };
  /** Works on a subject in slices, other calls in between. Resolves to `undefined` if another subject came meanwhile. */
  const whileNewest = async <Item, Result>(
    delta: verdict.SubjectDelta,
    begin: (subject: verdict.Subject) => Iterator<Item, Result>,
  ) => {
    const subject = await inTurn(delta, (received) => received);
    return inSlices(begin(subject), async () => (await pause()) && newest === subject);
  };
  /** Runs a long job. Resolves to all its results, or to `undefined` if it was ended. */
  const long = async <Item>(
    work: Iterator<Item>,
    report: Report<Item>,
    job: NonNullable<typeof longJob>,
  ): Promise<readonly Item[] | undefined> => {
    longJob = job;
    const done = await inSlices(work, async (items) => longJob === job && (await report(items)));
    return done?.items;
  };

  return {
    /** Resolves to `undefined` if a report, which has no items, is answered `false`: another subject waits. */
    verify: (delta: verdict.SubjectDelta, partId: string | undefined, report: Report<never>) =>
      inTurn(delta, async (subject) => {
        const linter = await linters.forDocuments(subject.documents);
        const steps =
          partId === undefined
            ? verifier.verify(subject, linter)
            : verifier.verifyAccount(subject, partId, linter);
        const verified = await untilOvertaken(steps, () => report([]));
        return verified && verdictDelta(verified);
      }),
    claims: async (delta: verdict.SubjectDelta, partId?: string) =>
      (await whileNewest(delta, (subject) => verifier.claims(subject, partId)))?.items.flat(),
    repairs: async (
      delta: verdict.SubjectDelta,
      claims: readonly verdict.ClaimResult[],
      partId?: string,
    ) => (await whileNewest(delta, (subject) => repairer.repairs(subject, claims, partId)))?.result,
    explain: (delta: verdict.SubjectDelta, place: RequestPlace) =>
      inTurn(delta, ({ scenario, documents, layers }) =>
        explainRequest(scenario, documents, place, { layers, indexes }),
      ),
    ask: (delta: verdict.SubjectDelta, request: AccessRequest) =>
      inTurn(delta, ({ scenario, documents, layers }) =>
        answerRequest(scenario, documents, request, { layers, indexes }),
      ),
    explainDenial: (delta: verdict.SubjectDelta, text: string) =>
      inTurn(delta, async ({ scenario, documents, layers }) =>
        (await loaded(parts.denial)).explainDenial(text, scenario, documents, layers, indexes),
      ),
    changes: (
      delta: verdict.SubjectDelta,
      { before = {}, after = {}, answers, otherWork }: ComparedSides,
    ) =>
      inTurn(delta, ({ scenario, documents, layers }) =>
        changesBetween(
          otherWork
            ? { ...worked(otherWork), layers }
            : { scenario, documents: withTexts(documents, before), layers },
          answers
            ? { scenario: answers, documents: generate(answers), layers }
            : { scenario, documents: withTexts(documents, after), layers },
          { indexes },
        ),
      ),
    drift: (delta: verdict.SubjectDelta, deployed: TextsById) =>
      inTurn(delta, async ({ scenario, documents, layers }) =>
        (await loaded(parts.import)).driftOf(scenario, documents, deployed, { layers, indexes }),
      ),
    beyond: (delta: verdict.SubjectDelta) =>
      inTurn(delta, ({ scenario, documents, layers }) =>
        accessBeyond(scenario, documents, { layers, indexes }),
      ),
    statementEffect: (delta: verdict.SubjectDelta, documentId: string, position: number) =>
      inTurn(delta, (subject) => verdict.statementEffect(subject, documentId, position, indexes)),
    /** What still works after each of these steps, done in this order; `undefined` if other work came meanwhile. */
    stillWorks: async (delta: verdict.SubjectDelta, removals: readonly verdict.Removal[]) =>
      (await whileNewest(delta, (subject) => verdict.stillWorksAfter(subject, removals, indexes)))
        ?.items,
    /** How CloudTrail shows abuses and claims that stay open. */
    watches: (
      delta: verdict.SubjectDelta,
      probes: readonly Probe[],
      claims: readonly verdict.ClaimResult[],
    ) =>
      inTurn(delta, async ({ scenario }) => {
        const { openingsOf, watchesFor } = await loaded(parts.evidence);
        return watchesFor(scenario, openingsOf(probes, claims));
      }),
    readyRules: (delta: verdict.SubjectDelta) =>
      inTurn(delta, ({ scenario, documents, layers }) =>
        readyRules(scenario, documents, { layers, indexes }),
      ),
    compareAnswers: (delta: verdict.SubjectDelta, text: string) =>
      inTurn(delta, async ({ scenario, documents, layers }) =>
        (await loaded(parts.evidence)).compareAnswers(text, scenario, documents, {
          layers,
          indexes,
        }),
      ),
    /** Replays the files of a log, in pieces. Reports bytes read; resolves to `undefined` if a report is answered `false`. */
    replay: async (
      delta: verdict.SubjectDelta,
      files: readonly LogFile[],
      report: Report<number>,
    ) => {
      const { scenario, documents, layers } = await inTurn(delta, (subject) => subject);
      const { createReplay } = await loaded(parts.evidence);
      const running = createReplay(scenario, documents, { layers }, onWork);
      let done = 0;
      for (const { name, file } of files) {
        const log = running.file(name);
        for (let at = 0; at === 0 || at < file.size; at += pieceOfLog) {
          const piece = await file.slice(at, at + pieceOfLog).arrayBuffer();
          log.push(new Uint8Array(piece), at + pieceOfLog >= file.size);
          done += piece.byteLength;
          if (!(await report([done]))) return undefined;
        }
      }
      const replay = running.result();
      return { replay, tighter: running.tighter() };
    },
    auditPlatform: async (id: string) => (await loaded(parts.platforms)).auditPlatform(id, onWork),
    explainedRules: async (id: string) => explainedRules(await linters.forAnyText(), id),
    fixAll: (delta: verdict.SubjectDelta, documentId: string, rule: string) =>
      inTurn(delta, async (subject) =>
        verdict.fixedDocument(await linters.forAnyText(), subject, documentId, rule),
      ),
    /** Writes the files of a format. A report tells how many accounts it has checked; `undefined` if that was stopped. */
    exportFiles: (delta: verdict.SubjectDelta, order: ExportOrder, report: Report<number>) =>
      inTurn(delta, async (subject) => {
        const { exportOrder, isReport, removalsOfReport } = await loaded(parts.export);
        if (!isReport(order.format)) return exportOrder(subject, order, { onWork });
        const linter = await linters.forDocuments(subject.documents);
        let checked = 0;
        const runs = await inSlices(verifier.runAccounts(subject, linter), ({ length }) => {
          checked += length;
          return report([checked]);
        });
        if (!runs) return undefined;
        const beyond = verdict.beyondOf(subject, indexes);
        const documents = subject.documents as readonly GeneratedDocument[];
        const { scenario, layers } = subject;
        const removals = removalsOfReport(scenario, documents, layers, order.options);
        const works = verdict.stillWorksAfter(subject, removals, indexes);
        const after = await inSlices(works, () => report([checked]));
        return (
          after &&
          exportOrder(subject, order, {
            runs: runs.items,
            beyond,
            stillWorks: after.items,
            onWork,
          })
        );
      }),
    /** The verdict alone as Markdown, to be pasted. */
    verdictText: (
      delta: verdict.SubjectDelta,
      ignored: Readonly<Record<string, readonly string[]>>,
    ) =>
      inTurn(delta, async (subject) => {
        const { reportFindings, verdictAsMarkdown } = await loaded(parts.export);
        const { scenario, documents } = subject;
        const linter = await linters.forDocuments(documents);
        const decided = resultOf(verifier.verify(subject, linter));
        const claims = await inSlices(verifier.claims(subject), pause);
        const titles = new Map(
          (documents as readonly GeneratedDocument[]).map((one) => [one.id, documentTitle(one)]),
        );
        const report = {
          ...decided,
          claims: claims?.items.flat() ?? [],
          summary: [decided.summary.text],
          findings: reportFindings(decided.findings, documents, ignored),
        };
        return verdictAsMarkdown(scenario, report, (id) => titles.get(id) ?? id);
      }),
    importText: async (text: string, name?: string) =>
      (await loaded(parts.import)).importText(text, name, onWork),
    readTargets: async (texts: readonly TargetText[]) =>
      (await loaded(parts.import)).readTargets(texts, onWork),
    compareWithLeast: async (
      scenario: Scenario,
      documentId: string,
      theirs: readonly string[],
      layers?: Layers,
    ) =>
      (await loaded(parts.import)).compareWithLeast(scenario, documentId, theirs, layers, onWork),
    merge: (
      delta: verdict.SubjectDelta,
      choices: readonly MergeChoice[],
      report: Report<MergeProgress>,
    ) =>
      inTurn(delta, async (subject) => {
        const { mergeInSteps } = await loaded(parts.import);
        const { scenario, documents, layers } = subject;
        const steps = mergeInSteps(scenario, documents, choices, layers, onWork);
        const done = await inSlices(steps, report);
        if (!done) return undefined;
        const merged = done.result;
        const texts = new Map(merged.documents.map(({ documentId, text }) => [documentId, text]));
        const linter = await linters.forAnyText();
        return { merged, findings: verdict.lintChanged(linter, subject, texts) };
      }),
    consequence: async (alternative: verdict.Alternative) =>
      verdict.consequenceOf(alternative, onWork),
    /** The steps of an import under the documents that its answers give. */
    stepsOf: async (scenario: Scenario) =>
      runAcquisition(scenario, generate(scenario), {
        indexes: createDocumentIndexCache(onWork),
      }),
    /** Writes the documents of a large scenario. Resolves to whether all were reported. */
    write: async (
      job: number,
      scenario: Scenario,
      report: Report<readonly GeneratedDocument[]>,
    ) => {
      const written = await long(documentsByAccount(scenario), report, {});
      if (written) subjects.wrote({ scenario, documents: written.flat() }, job);
      return written !== undefined;
    },
    /** Verifies a large subject account by account. Resolves to whether all were reported. */
    verifyAccounts: async (delta: verdict.SubjectDelta, report: Report<verdict.AccountVerdict>) => {
      const begun = await inTurn(delta, async (about) => {
        const linter = await linters.forDocuments(about.documents);
        return { done: long(verifier.verifyAccounts(about, linter), report, { about }) };
      });
      return (await begun.done) !== undefined;
    },
  };
}
