import {
  answerRequest,
  checkRegions,
  explainRequest,
  runAcquisition,
  runProbes,
  summarise,
} from "#acquisition";
import type { Linter } from "#engine/linter";
import { findingsOf, fixedDocument } from "./findings.ts";
import type { Linters } from "./linters.ts";
import type { Answer, Job, Results, Subject, Verdict } from "./messages.ts";
import { loaded, parts } from "./parts.ts";
import { verifyPart } from "./survey.ts";

/** A job that is answered at one go. */
export type Asked = Exclude<Job, { kind: "write" | "survey" }>;

/** Does a job. What is thrown is our own mistake or a part that did not load, and is answered as such. */
export async function answerJob(job: Asked, linters: Linters): Promise<Answer> {
  try {
    return { number: job.number, ok: true, result: await resultOf(job, linters) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { number: job.number, ok: false, message };
  }
}

async function resultOf(job: Asked, linters: Linters): Promise<Results[keyof Results]> {
  const { scenario, documents } = job.subject;
  if (job.kind === "explain") return explainRequest(scenario, documents, job.place);
  if (job.kind === "ask") return answerRequest(scenario, documents, job.request);
  if (job.kind === "fix-all")
    return fixedDocument(await linters.forAnyText(), scenario, documents, job.documentId, job.rule);
  if (job.kind === "export") return (await loaded(parts.export)).exported(job, linters);
  const linter = await linters.forDocuments(documents);
  return job.part === undefined
    ? verify(job.subject, linter)
    : verifyPart(job.subject, job.part, linter);
}

/** The whole verdict on a subject: the import, the abuses, the regions, the text. */
export function verify({ scenario, documents }: Subject, linter: Linter): Verdict {
  const steps = runAcquisition(scenario, documents);
  const probes = runProbes(scenario, documents);
  return {
    summary: summarise(scenario, steps, probes),
    steps,
    probes,
    regions: checkRegions(scenario, documents, steps),
    findings: findingsOf(linter, scenario, documents),
  };
}
