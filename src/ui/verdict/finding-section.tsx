import type { Finding } from "#engine";
import { ReportSection } from "../parts/report-section.tsx";
import { type StateTone, StateWord } from "../parts/state-word.tsx";
import { useKeyhole } from "../store.tsx";
import { count } from "../wizard/words.ts";
import { LongList } from "./long-list.tsx";
import { documentTitle, useDocument } from "./names.ts";

type Findings = Readonly<Record<string, readonly Finding[]>>;

const severities = ["error", "security", "warning", "suggestion"] as const;
const tones: Readonly<Record<Finding["severity"], StateTone>> = {
  error: "bad",
  security: "bad",
  warning: "caution",
  suggestion: "open",
};

/** What the linter says of each document; a click goes to the place. */
export function FindingSection({ findings }: { readonly findings: Findings }) {
  const documents = Object.entries(findings).filter(([, own]) => own.length > 0);
  const all = documents.flatMap(([, own]) => own);
  const worst = severities.find((severity) => all.some((each) => each.severity === severity));
  return (
    <ReportSection
      title="Findings"
      summary={
        <StateWord tone={worst ? tones[worst] : "good"}>{worst ? countsOf(all) : "none"}</StateWord>
      }
    >
      {all.length === 0 && (
        <p className="text-muted text-xs">The linter has nothing to say about the documents.</p>
      )}
      <LongList items={documents} most={12} noun="documents" className="grid gap-2.5">
        {([documentId, own]) => (
          <li key={documentId}>
            <DocumentFindings documentId={documentId} findings={own} />
          </li>
        )}
      </LongList>
    </ReportSection>
  );
}

interface DocumentFindingsProps {
  readonly documentId: string;
  readonly findings: readonly Finding[];
}

function DocumentFindings({ documentId, findings }: DocumentFindingsProps) {
  const document = useDocument(documentId);
  const showPlace = useKeyhole((state) => state.showPlace);
  const ordered = [...findings].sort(
    (one, other) => severities.indexOf(one.severity) - severities.indexOf(other.severity),
  );
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-0.5">
      <h3 className="break-words font-normal text-soft text-xs">
        {documentTitle(document, documentId)}
      </h3>
      <LongList items={ordered} most={6} noun="findings" className="-mx-2">
        {(finding) => (
          <li key={`${finding.rule} ${finding.start} ${finding.message}`}>
            <button
              type="button"
              onClick={() => showPlace(documentId, { start: finding.start, end: finding.end })}
              className="grid w-full gap-0.5 rounded-md px-2 py-1 text-left hover:bg-canvas"
            >
              <StateWord tone={tones[finding.severity]}>{finding.severity}</StateWord>
              <span className="break-words text-sm">{finding.message}</span>
            </button>
          </li>
        )}
      </LongList>
    </div>
  );
}

function countsOf(findings: readonly Finding[]): string {
  return severities
    .map((severity) => ({
      severity,
      number: findings.filter((finding) => finding.severity === severity).length,
    }))
    .filter(({ number }) => number > 0)
    .map(({ severity, number }) =>
      severity === "security" ? `${number} security` : count(number, severity),
    )
    .join(", ");
}
