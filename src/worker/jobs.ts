import {
  answerRequest,
  createDocumentIndexCache,
  explainRequest,
  type RequestPlace,
} from "#acquisition";
import type { AccessRequest } from "#engine";
import type { ExportedFile, ExportFormat, ExportOptions } from "#export";
import { documentsByAccount, type GeneratedDocument } from "#generator";
import type { MergeChoice } from "#import";
import { accountsInRun, type Scenario } from "#scenario";
import * as verdict from "#verdict";
import { loaded, parts } from "./parts.ts";

/** Milliseconds of work at a time in a long job: other calls are answered in between. */
const slice = 60;

/** What a slice of a long job gives: an item for each account; `of` is how many accounts there are. */
export interface Batch<Item> {
  readonly items: readonly Item[];
  readonly last: boolean;
  readonly of: number;
}

/** What an export writes of a subject. A report says which rules are ignored (by document id), and the date. */
export interface ExportOrder {
  readonly format: ExportFormat;
  readonly options: Omit<ExportOptions, "report">;
  readonly ignored: Readonly<Record<string, readonly string[]>>;
  readonly date: string;
}

interface LongJob {
  readonly job: number;
  readonly of: number;
  readonly work: Iterator<unknown>;
  /** The subject that it verifies; it ends when another subject comes. */
  readonly about?: verdict.Subject;
  readonly finish?: (items: readonly unknown[]) => void;
  readonly items: unknown[];
}

/**
 * What the checker does. A call reads its subject as it comes, and is done in turn: one that waits for code or data keeps
 * later ones waiting. A long job gives its items by `next`; it ends when another begins or its subject is out of date.
 */
export function createJobs() {
  const subjects = verdict.createSubjectReceiver();
  const verdictDelta = verdict.createVerdictSender();
  const indexes = createDocumentIndexCache();
  const verifier = verdict.createVerifier(indexes);
  const linters = verdict.createLinters(async () => (await loaded(parts.allServices)).allServices);
  let long: LongJob | undefined;
  let earlier: Promise<unknown> = Promise.resolve();

  const inTurn = <Result>(
    delta: verdict.SubjectDelta,
    act: (subject: verdict.Subject) => Result | Promise<Result>,
  ): Promise<Result> => {
    const subject = subjects.subject(delta);
    if (long?.about && long.about !== subject) long = undefined;
    const result = earlier.then(() => act(subject));
    earlier = result.catch(() => undefined);
    return result;
  };

  /** A report's run and findings, in slices: they take seconds for a large scenario. */
  const reported = async (subject: verdict.Subject, { ignored, date }: ExportOrder) => {
    const { reportFindings } = await loaded(parts.export);
    const linter = await linters.forDocuments(subject.documents);
    const accounts: verdict.AccountRun[] = [];
    const work = verifier.runAccounts(subject, linter);
    while (!sliceOf(work, accounts)) await new Promise((resolve) => setTimeout(resolve));
    const findings = Object.assign({}, ...accounts.map((account) => account.findings));
    return {
      date,
      steps: accounts.flatMap(({ steps }) => steps),
      probes: accounts.flatMap(({ probes }) => probes),
      findings: reportFindings(findings, subject.documents, ignored),
    };
  };

  return {
    ping: async () => true,
    verify: (delta: verdict.SubjectDelta, partId?: string) =>
      inTurn(delta, async (subject) => {
        const linter = await linters.forDocuments(subject.documents);
        return verdictDelta(
          partId === undefined
            ? verifier.verify(subject, linter)
            : verifier.verifyAccount(subject, partId, linter),
        );
      }),
    explain: (delta: verdict.SubjectDelta, place: RequestPlace) =>
      inTurn(delta, ({ scenario, documents }) =>
        explainRequest(scenario, documents, place, indexes),
      ),
    ask: (delta: verdict.SubjectDelta, request: AccessRequest) =>
      inTurn(delta, ({ scenario, documents }) =>
        answerRequest(scenario, documents, request, indexes),
      ),
    fixAll: (delta: verdict.SubjectDelta, documentId: string, rule: string) =>
      inTurn(delta, async (subject) =>
        verdict.fixedDocument(await linters.forAnyText(), subject, documentId, rule),
      ),
    exportFiles: (delta: verdict.SubjectDelta, order: ExportOrder) =>
      inTurn(delta, async (subject): Promise<readonly ExportedFile[]> => {
        const { exportFiles } = await loaded(parts.export);
        const { scenario, documents } = subject;
        const isReport = order.format === "report-html" || order.format === "report-md";
        const report = isReport ? { report: await reported(subject, order) } : {};
        return exportFiles(order.format, scenario, documents as readonly GeneratedDocument[], {
          ...order.options,
          ...report,
        });
      }),
    importText: async (text: string, name?: string) =>
      (await loaded(parts.import)).importText(text, name),
    merge: (delta: verdict.SubjectDelta, choices: readonly MergeChoice[]) =>
      inTurn(delta, async (subject) => {
        const { mergePolicies } = await loaded(parts.import);
        const merged = mergePolicies(subject.scenario, subject.documents, choices);
        const texts = new Map(merged.documents.map(({ documentId, text }) => [documentId, text]));
        return {
          merged,
          findings: verdict.lintChanged(await linters.forAnyText(), subject, texts),
        };
      }),
    /** Begins to write the documents of a large scenario. */
    write: async (job: number, scenario: Scenario) => {
      const finish = (accounts: readonly unknown[]) =>
        subjects.wrote({ scenario, documents: accounts.flat() as GeneratedDocument[] }, job);
      const work = documentsByAccount(scenario);
      long = { job, of: accountsInRun(scenario), work, finish, items: [] };
    },
    /** Begins to verify a large subject, account by account. */
    verifyAccounts: (delta: verdict.SubjectDelta, job: number) =>
      inTurn(delta, async (subject) => {
        const linter = await linters.forDocuments(subject.documents);
        const work = verifier.verifyAccounts(subject, linter);
        long = { job, of: accountsInRun(subject.scenario), work, about: subject, items: [] };
      }),
    /** The next batch of a long job; `undefined` if the job has ended. */
    next: async (job: number): Promise<Batch<unknown> | undefined> => {
      if (long?.job !== job) return undefined;
      const { of, work, items, finish } = long;
      const before = items.length;
      const last = sliceOf(work, items);
      if (last) {
        long = undefined;
        finish?.(items);
      }
      return { items: items.slice(before), last, of };
    },
  };
}

/** Works for one slice. Returns whether that was all. */
function sliceOf<Item>(work: Iterator<Item>, into: Item[]): boolean {
  for (const until = performance.now() + slice; performance.now() < until; ) {
    const next = work.next();
    if (next.done) return true;
    into.push(next.value);
  }
  return false;
}
