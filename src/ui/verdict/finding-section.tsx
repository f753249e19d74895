import { useRef, useState } from "react";
import type { Finding } from "#engine";
import { ignoredIn } from "#state";
import { heard } from "../findings/heard.ts";
import {
  countWords,
  type SeverityCount,
  severityCounts,
  severityMeanings,
  severityTones,
} from "../findings/severities.ts";
import { ReportSection } from "../parts/report-section.tsx";
import { StateWord } from "../parts/state-word.tsx";
import { useKeyhole } from "../store.tsx";
import { count } from "../wizard/words.ts";
import { DocumentFindings } from "./document-findings.tsx";
import { LongList } from "./long-list.tsx";

type Findings = Readonly<Record<string, readonly Finding[]>>;

/** What the linter says of each document: to go to, to repair, to ignore. */
export function FindingSection({ findings }: { readonly findings: Findings }) {
  const ignored = useKeyhole((state) => state.ignored);
  const list = useRef<HTMLDivElement>(null);
  const [only, setOnly] = useState<Finding["severity"] | null>(null);
  const documents = Object.entries(findings).map(([documentId, own]) => ({
    documentId,
    findings: own,
    ignored: ignoredIn(ignored, documentId),
  }));
  const all = documents.flatMap((each) => heard(each.findings, each.ignored));
  const counts = severityCounts(all);
  const chosen = counts.some(({ severity }) => severity === only) ? only : null;
  const shown = documents.filter(
    (each) =>
      each.ignored.length > 0 ||
      heard(each.findings, each.ignored).some(
        ({ severity }) => chosen === null || severity === chosen,
      ),
  );
  const worst = counts[0];
  return (
    <ReportSection
      title="Findings"
      summary={
        <StateWord tone={worst ? severityTones[worst.severity] : "good"}>
          {worst ? count(all.length, "finding") : "none"}
        </StateWord>
      }
    >
      {all.length === 0 && (
        <p className="text-muted text-xs">
          The linter has nothing to say about the documents.{" "}
          <a href="#rules" className="underline underline-offset-2 hover:text-accent">
            See what it looks for
          </a>
        </p>
      )}
      {counts.length > 0 && <SeverityFilter counts={counts} chosen={chosen} onChoose={setOnly} />}
      {/* What was used goes away with its row: the focus stays in the list. */}
      <div ref={list} tabIndex={-1} className="outline-none">
        <LongList items={shown} most={12} noun="documents" className="grid gap-3">
          {(each) => (
            <li key={each.documentId}>
              <DocumentFindings
                {...each}
                only={chosen}
                onDone={() => list.current?.focus({ preventScroll: true })}
              />
            </li>
          )}
        </LongList>
      </div>
    </ReportSection>
  );
}

interface SeverityFilterProps {
  readonly counts: readonly SeverityCount[];
  readonly chosen: Finding["severity"] | null;
  readonly onChoose: (severity: Finding["severity"] | null) => void;
}

/** How many there are of each severity; a press shows those only, a second one all again. */
function SeverityFilter({ counts, chosen, onChoose }: SeverityFilterProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields, and these are buttons
    <div role="group" aria-label="Show only" className="-ml-1 mb-2 flex flex-wrap gap-1">
      {counts.map((each) => (
        <button
          key={each.severity}
          type="button"
          aria-pressed={each.severity === chosen}
          data-tip={severityMeanings[each.severity]}
          onClick={() => onChoose(each.severity === chosen ? null : each.severity)}
          className="inline-flex h-6 items-center rounded-md border border-line px-1.5 hover:bg-canvas aria-pressed:border-accent aria-pressed:bg-accent-wash"
        >
          <StateWord tone={severityTones[each.severity]}>{countWords(each)}</StateWord>
        </button>
      ))}
    </div>
  );
}
