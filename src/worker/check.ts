import {
  answerRequest,
  checkRegions,
  explainRequest,
  runAcquisition,
  runProbes,
  summarise,
} from "#acquisition";
import { exported } from "./export.ts";
import { findingsOf, fixedDocument } from "./findings.ts";
import type { Answer, Job, Results, Subject, Verdict } from "./messages.ts";
import { verifyPart } from "./survey.ts";

/** A job that is answered at one go. */
export type Asked = Exclude<Job, { kind: "write" | "survey" }>;

/** Does a job. The engine is total: what is thrown is our own mistake, and is answered as such. */
export function answerJob(job: Asked): Answer {
  try {
    return { number: job.number, ok: true, result: resultOf(job) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { number: job.number, ok: false, message };
  }
}

function resultOf(job: Asked): Results[keyof Results] {
  const { scenario, documents } = job.subject;
  if (job.kind === "explain") return explainRequest(scenario, documents, job.place);
  if (job.kind === "ask") return answerRequest(scenario, documents, job.request);
  if (job.kind === "fix-all") return fixedDocument(scenario, documents, job.documentId, job.rule);
  if (job.kind === "export") return exported(job);
  return job.part === undefined ? verify(job.subject) : verifyPart(job.subject, job.part);
}

/** The whole verdict on a subject: the import, the abuses, the regions, the text. */
export function verify({ scenario, documents }: Subject): Verdict {
  const steps = runAcquisition(scenario, documents);
  const probes = runProbes(scenario, documents);
  return {
    summary: summarise(scenario, steps, probes),
    steps,
    probes,
    regions: checkRegions(scenario, documents, steps),
    findings: findingsOf(scenario, documents),
  };
}
