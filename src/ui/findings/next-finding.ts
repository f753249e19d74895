import type { Finding } from "#engine";

/** A document and the findings in it that F8 goes through. */
export interface FindingStop {
  readonly documentId: string;
  readonly findings: readonly Finding[];
}

/** A finding and the document that has it. */
export interface FindingPlace {
  readonly documentId: string;
  readonly finding: Finding;
}

/**
 * The finding after (or before) a place, through all documents in their order; after the last comes the first. Findings
 * that begin at the same offset are one stop. Returns `undefined` if there is no finding.
 */
export function nextFinding(
  documents: readonly FindingStop[],
  from: { readonly documentId: string; readonly offset: number },
  direction: "next" | "previous",
): FindingPlace | undefined {
  const stops = documents.flatMap(({ documentId, findings }, order) =>
    findings.map((finding) => ({ documentId, finding, order })),
  );
  const here = documents.findIndex(({ documentId }) => documentId === from.documentId);
  const isAfter = ({ order, finding }: (typeof stops)[number]) =>
    order > here || (order === here && finding.start > from.offset);
  const isBefore = ({ order, finding }: (typeof stops)[number]) =>
    order < here || (order === here && finding.start < from.offset);
  if (direction === "next") return stops.find(isAfter) ?? stops[0];
  return stops.findLast(isBefore) ?? stops.at(-1);
}
