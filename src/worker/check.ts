import { answerRequest, type DocumentIndexCache, explainRequest } from "#acquisition";
import { fixedDocument, type Verifier } from "#verdict";
import type { Linters } from "./linters.ts";
import type { Answer, Job, Results } from "./messages.ts";
import { loaded, parts } from "./parts.ts";

/** A job that is answered at one go. */
export type Asked = Exclude<Job, { kind: "write" | "survey" }>;

/** Does a job. What is thrown is our own mistake or a part that did not load, and is answered as such. */
export async function answerJob(
  job: Asked,
  linters: Linters,
  verifier: Verifier,
  indexes: DocumentIndexCache,
): Promise<Answer> {
  try {
    return {
      number: job.number,
      ok: true,
      result: await resultOf(job, linters, verifier, indexes),
    };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { number: job.number, ok: false, message };
  }
}

async function resultOf(
  job: Asked,
  linters: Linters,
  verifier: Verifier,
  indexes: DocumentIndexCache,
): Promise<Results[keyof Results]> {
  const { scenario, documents } = job.subject;
  if (job.kind === "explain") return explainRequest(scenario, documents, job.place, indexes);
  if (job.kind === "ask") return answerRequest(scenario, documents, job.request, indexes);
  if (job.kind === "fix-all")
    return fixedDocument(await linters.forAnyText(), job.subject, job.documentId, job.rule);
  if (job.kind === "export")
    return (await loaded(parts.export)).exported(job, linters.forDocuments, verifier);
  const linter = await linters.forDocuments(documents);
  return job.part === undefined
    ? verifier.verify(job.subject, linter)
    : verifier.verifyAccount(job.subject, job.part, linter);
}
