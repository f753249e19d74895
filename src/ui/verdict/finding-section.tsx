import { useRef, useState } from "react";
import type { Finding } from "#engine";
import { ignoredIn } from "#state";
import { activeFindings } from "../findings/active-findings.ts";
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

/** The linter's findings in each document, with commands to go to, fix and ignore them. */
export function FindingSection({ findings }: { readonly findings: Findings }) {
  const ignored = useKeyhole((state) => state.ignored);
  const list = useRef<HTMLDivElement>(null);
  const [only, setOnly] = useState<Finding["severity"] | null>(null);
  const documents = Object.entries(findings).map(([documentId, own]) => ({
    documentId,
    findings: own,
    ignored: ignoredIn(ignored, documentId),
  }));
  const all = documents.flatMap((each) => activeFindings(each.findings, each.ignored));
  const counts = severityCounts(all);
  const chosen = counts.some(({ severity }) => severity === only) ? only : null;
  const shown = documents.filter(
    (each) =>
      each.ignored.length > 0 ||
      activeFindings(each.findings, each.ignored).some(
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
          The linter finds nothing in the documents.{" "}
          <a href="#rules" className="underline underline-offset-2 hover:text-accent">
            Show all rules
          </a>
        </p>
      )}
      {counts.length > 0 && <SeverityFilter counts={counts} chosen={chosen} onChoose={setOnly} />}
      {/* A used button is removed with its row: the list then gets the focus. */}
      <div ref={list} tabIndex={-1} className="outline-none">
        <LongList items={shown} most={12} noun="documents" className="stack gap-3">
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

/** The number of findings of each severity. A click shows only these, a second click shows all. */
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
