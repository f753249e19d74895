import {
  checkRegions,
  platformPart,
  type ScenarioDocument,
  type Summary,
  summarise,
  surveyOf,
} from "#acquisition";
import type { Finding } from "#engine";
import type { Linter } from "#engine/linter";
import { findingsIn } from "./findings.ts";
import type { Subject, Verdict } from "./messages.ts";

/** What there is to say of one account of a large scenario in a line of a table. */
export interface PartVerdict {
  /** The target's id, or `platform`. */
  readonly partId: string;
  readonly summary: Summary;
  /** How often a rule finds something in a document of this part. */
  readonly found: readonly FoundRule[];
}

export interface FoundRule {
  readonly documentId: string;
  readonly rule: string;
  readonly severity: Finding["severity"];
  readonly count: number;
}

/** The verdict on one part of a large scenario, in full: its own documents' findings, its steps and abuses. */
export function verifyPart(
  { scenario, documents }: Subject,
  partId: string,
  linter: Linter,
): Verdict {
  const survey = surveyOf(scenario, documents);
  const { steps, probes, documents: own } = survey.decide(partId);
  return {
    summary: summarise(scenario, steps, probes),
    steps,
    probes,
    regions: partId === platformPart ? [] : checkRegions(scenario, survey.bearingOn(partId), steps),
    findings: Object.fromEntries(findingsIn(linter, scenario, documents, own)),
  };
}

interface Judged {
  readonly bearing: readonly ScenarioDocument[];
  readonly verdict: PartVerdict;
}

/** What was judged last: a keystroke in one account's document leaves the verdicts on the others standing. */
let judged: {
  readonly scenario: Subject["scenario"];
  readonly named: string;
  readonly parts: ReadonlyMap<string, Judged>;
} | null = null;

/** Decides a subject part by part, in the order of the answers; what bears on a part as before is not decided again. */
export function* surveyed(
  { scenario, documents }: Subject,
  linter: Linter,
): Generator<PartVerdict> {
  const survey = surveyOf(scenario, documents);
  const before =
    judged?.scenario === scenario && judged.named === survey.named ? judged.parts : null;
  const parts = new Map(before);
  judged = { scenario, named: survey.named, parts };
  for (const partId of survey.partIds) {
    const bearing = survey.bearingOn(partId);
    const known = parts.get(partId);
    if (known && sameTexts(known.bearing, bearing)) {
      yield known.verdict;
      continue;
    }
    const { steps, probes, documents: mine } = survey.decide(partId);
    const verdict: PartVerdict = {
      partId,
      summary: summarise(scenario, steps, probes),
      found: foundIn(findingsIn(linter, scenario, documents, mine)),
    };
    parts.set(partId, { bearing, verdict });
    yield verdict;
  }
}

function sameTexts(before: readonly ScenarioDocument[], now: readonly ScenarioDocument[]): boolean {
  return (
    before.length === now.length &&
    before.every((document, index) => document.text === now[index]?.text)
  );
}

function foundIn(
  findings: readonly (readonly [documentId: string, findings: readonly Finding[]])[],
): readonly FoundRule[] {
  const found = new Map<string, FoundRule>();
  for (const [documentId, ofDocument] of findings)
    for (const { rule, severity } of ofDocument) {
      const name = `${documentId} ${rule} ${severity}`;
      const count = (found.get(name)?.count ?? 0) + 1;
      found.set(name, { documentId, rule, severity, count });
    }
  return [...found.values()];
}
