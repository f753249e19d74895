import type { ExportFormat } from "#export";
import { documentsOf, type WorkDocument } from "#state";
import type { AccountsStatus } from "#verdict";
import { titleOf } from "../editor/words.ts";
import { errorCount } from "../findings/active-findings.ts";
import { errorSentence } from "../findings/severities.ts";
import { Button } from "../parts/button.tsx";
import { Notice } from "../parts/notice.tsx";
import { useAccountsStatus } from "../status/use-accounts-status.ts";
import { useKeyhole } from "../store.tsx";
import { useFindings } from "../verdict/verdict-context.tsx";
import { count } from "../wizard/words.ts";

interface ExportNoticesProps {
  readonly format: ExportFormat;
  readonly onClose: () => void;
}

/** Warns about problems of the documents. The user can export them anyway. */
export function ExportNotices({ format, onClose }: ExportNoticesProps) {
  const documents = useKeyhole(documentsOf);
  const unreadable = documents.filter(({ problems }) => problems.length > 0);
  const warnings = useWarnings(documents);
  return (
    <div className="stack gap-2 border-line border-b p-3 empty:hidden">
      {unreadable.length > 0 && (
        <Unreadable documents={unreadable} format={format} onClose={onClose} />
      )}
      {warnings.length > 0 && unreadable.length === 0 && (
        <Notice tone="problem" title={warnings.join(" ")}>
          You can still export the documents. The verdict says what to change.
        </Notice>
      )}
    </div>
  );
}

interface UnreadableProps extends ExportNoticesProps {
  readonly documents: readonly WorkDocument[];
}

const mostNamed = 3;

function Unreadable({ documents, format, onClose }: UnreadableProps) {
  const show = useKeyhole((state) => state.show);
  const showPart = useKeyhole((state) => state.showPart);
  const rest = documents.length - mostNamed;
  return (
    <Notice
      tone="problem"
      title={`${count(documents.length, "document")} ${documents.length === 1 ? "is" : "are"} not valid JSON`}
      actions={documents.slice(0, mostNamed).map(({ generated }) => (
        <Button
          key={generated.id}
          onClick={() => {
            showPart("documents");
            show(generated.id);
            onClose();
          }}
        >
          Open {titleOf(generated)}
        </Button>
      ))}
    >
      {format === "json"
        ? "The export contains them unchanged. AWS refuses them."
        : format.startsWith("report")
          ? "The report shows their text. Checks that need them are not decided."
          : "These files do not contain them. Only the format “JSON files” does."}
      {rest > 0 && ` ${rest} more in the list of documents.`}
    </Notice>
  );
}

/** The warnings of the last verdict about these documents; none if it is about other texts. */
function useWarnings(documents: readonly WorkDocument[]): readonly string[] {
  const summary = useFindings((state) => state.summary);
  const findings = useFindings((state) => state.findings);
  const texts = useFindings((state) => state.texts);
  const ignored = useKeyhole((state) => state.ignored);
  const accounts = useAccountsStatus();
  if (accounts !== undefined) return accounts === "loading" ? [] : warningsOf(accounts);
  const current =
    texts.size === documents.length &&
    documents.every(({ generated, text }) => texts.get(generated.id) === text);
  if (!summary || !current) return [];
  const broken = summary.steps - summary.stepsWorking - summary.withheld;
  const errors = errorCount(findings, ignored);
  return [
    ...(broken > 0
      ? [`${count(broken, "step")} of the import ${broken === 1 ? "does" : "do"} not work.`]
      : []),
    ...(summary.open > 0 ? [`${count(summary.open, "abuse")} not refused.`] : []),
    ...(errors > 0 ? [errorSentence(errors)] : []),
  ];
}

/** Of a large work: in how many accounts the import stops or is not decided. */
function warningsOf({ status: { kind, title } }: AccountsStatus): readonly string[] {
  return kind === "stops" || kind === "undecided" ? [`${title}.`] : [];
}
