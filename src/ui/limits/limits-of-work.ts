import { type PastLimit, pastLimits } from "#generator";
import { platformOwner } from "#scenario";
import { documentsOf, type Work, type WorkDocument } from "#state";

/** The limits of AWS that the documents exceed, cached for each set of documents; empty until they are written. */
export function limitsOfWork(work: Pick<Work, "scenario" | "edits">): readonly PastLimit[] {
  const documents = documentsOf(work);
  const known = found.get(documents);
  if (known) return known;
  const past = pastLimits(documents.map(({ generated }) => generated));
  found.set(documents, past);
  return past;
}
const found = new WeakMap<readonly WorkDocument[], readonly PastLimit[]>();

/** The number of managed policies that the platform role needs. */
export function platformPolicies(work: Pick<Work, "scenario" | "edits">): number {
  return documentsOf(work).filter(
    ({ generated: { owner, kind } }) => owner === platformOwner && kind === "identity",
  ).length;
}

/** “61 managed policies”. */
export function policyCount(policies: number): string {
  return `${new Intl.NumberFormat("en-US").format(policies)} managed ${policies === 1 ? "policy" : "policies"}`;
}
