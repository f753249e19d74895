import type { Finding } from "#engine";
import type { MergedDocument, MergedStatement } from "#import";
import { PlainText } from "../editor/plain-text.tsx";
import { WarningText } from "../parts/field.tsx";
import { Disclosure } from "../verdict/disclosure.tsx";
import { ReviewFindings } from "./review-findings.tsx";
import { TextDiff } from "./text-diff.tsx";
import type { Incoming } from "./use-merged.ts";

interface MergedViewProps {
  readonly document: MergedDocument;
  readonly incoming: Incoming | undefined;
  readonly title: string;
  /** The linter's findings in the merged text. */
  readonly findings: readonly Finding[];
}

/** One merged document: added statements, skipped statements with the reason, and the text line by line. */
export function MergedView({ document, incoming, title, findings }: MergedViewProps) {
  const { added, replaced, redundant, same, notes, tooLong, text, changed } = document;
  const unresolved = [
    ...new Map((incoming?.unresolved ?? []).map((one) => [one.placeholder, one])).values(),
  ];
  return (
    <article aria-label={title} className="stack gap-1.5 border-line border-t pt-3">
      <h3 className="font-semibold text-sm">{title}</h3>
      <p className="break-words text-muted text-xs">From: {incoming?.titles.join("; ")}</p>
      <ul className="stack gap-0.5 text-sm">
        {!changed && added.length === 0 && (
          <li>Nothing to add: your policy already allows what the import needs.</li>
        )}
        <Statements what="Added" statements={added} />
        <Statements what="Replaced by the current version" statements={replaced} />
        <Statements
          what="Not added, because your statements already allow it"
          statements={redundant}
        />
        <Statements what="Already in your policy" statements={same} />
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {tooLong && (
        <WarningText>
          {tooLong.size.toLocaleString("en-US")} of {tooLong.limit.toLocaleString("en-US")}{" "}
          {tooLong.unit}. {tooLong.advice}
        </WarningText>
      )}
      {incoming && incoming.otherAccounts.length > 0 && (
        <WarningText>
          This policy belongs to account {incoming.otherAccounts.join(", ")}, the document to
          another account. To use that account, first add it in “Accounts and keys”.
        </WarningText>
      )}
      <ReviewFindings findings={findings} />
      {unresolved.map(({ placeholder, expression, message }) => (
        <WarningText key={placeholder}>
          <code>{expression}</code> is written as <code>{placeholder}</code>. {message}
        </WarningText>
      ))}
      <Disclosure
        heading={4}
        openAtFirst={changed}
        head={<span className="text-sm">{changed ? "Changes to your text" : "The text"}</span>}
      >
        {() =>
          changed ? (
            <TextDiff
              label={`Changes to ${title}`}
              before={incoming?.theirs[0] ?? ""}
              after={text}
            />
          ) : (
            <div className="h-72 overflow-auto rounded-sm border border-line">
              <PlainText label={title} text={text} />
            </div>
          )
        }
      </Disclosure>
    </article>
  );
}

function Statements(props: {
  readonly what: string;
  readonly statements: readonly MergedStatement[];
}) {
  const { what, statements } = props;
  if (statements.length === 0) return null;
  // Numbered, because a statement can lack a Sid.
  const named = statements.map(({ sid }, index) => ({
    name: sid ?? "a statement without Sid",
    index,
  }));
  return (
    <li>
      <span className="text-soft">{what}:</span>{" "}
      {named.map(({ name, index }) => (
        <code key={index} className="mr-2 text-xs">
          {name}
        </code>
      ))}
    </li>
  );
}
