import {
  answerRequest,
  checkRegions,
  explainRequest,
  runAcquisition,
  runProbes,
  type ScenarioDocument,
  summarise,
} from "#acquisition";
import { type Finding, lint } from "#engine";
import { routesOf, type Scenario } from "#scenario";
import type { Answer, Job, Results, Subject, Verdict } from "./messages.ts";

/** Does a job. The engine is total: what is thrown is our own mistake, and is answered as such. */
export function answerJob(job: Job): Answer {
  try {
    return { number: job.number, ok: true, result: resultOf(job) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return { number: job.number, ok: false, message };
  }
}

function resultOf(job: Job): Results[keyof Results] {
  const { scenario, documents } = job.subject;
  if (job.kind === "explain") return explainRequest(scenario, documents, job.place);
  if (job.kind === "ask") return answerRequest(scenario, documents, job.request);
  return verify(job.subject);
}

/** The whole verdict on a subject: the import, the abuses, the regions, the text. */
export function verify({ scenario, documents }: Subject): Verdict {
  const steps = runAcquisition(scenario, documents);
  const probes = runProbes(scenario, documents);
  return {
    summary: summarise(scenario, steps, probes),
    steps,
    probes,
    regions: checkRegions(documents, steps),
    findings: Object.fromEntries(
      documents.map((document) => [document.id, findingsIn(scenario, documents, document)]),
    ),
  };
}

function findingsIn(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  { id, kind, account, attachTo, text }: ScenarioDocument,
): readonly Finding[] {
  const regions = new Set([
    scenario.platform.region,
    ...routesOf(scenario).map(({ source }) => source.region),
  ]);
  const beside = documents.filter(
    (other) =>
      other.id !== id &&
      other.kind === "identity" &&
      other.attachTo.to === "role" &&
      attachTo.to === "role" &&
      other.attachTo.roleArn === attachTo.roleArn,
  );
  return lint(text, {
    kind,
    account,
    known: { regions: [...regions] },
    beside: kind === "identity" ? beside.map((other) => other.text) : [],
  });
}
