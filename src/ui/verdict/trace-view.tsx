import type { StatementPlace } from "#acquisition";
import type { Failure, StatementTrace, Trace } from "#engine";
import { statementName } from "#policy";
import { type StateTone, StateWord } from "../parts/state-word.tsx";
import { Disclosure } from "./disclosure.tsx";
import { grouped } from "./grouped.ts";
import { documentTitle, useDocument } from "./names.ts";
import { StatementButton } from "./statement-buttons.tsx";

interface TraceViewProps {
  readonly trace: Trace;
  readonly places: readonly (StatementPlace | undefined)[];
}

interface Row {
  readonly statement: StatementTrace;
  readonly place: StatementPlace | undefined;
}

/** The effect of each evaluated statement, by document. */
export function TraceView({ trace, places }: TraceViewProps) {
  const rows = trace.statements.map(
    (statement, index): Row => ({ statement, place: places[index] }),
  );
  const byDocument = grouped(rows, documentKey);
  return (
    <section className="grid grid-cols-[minmax(0,1fr)] gap-2">
      <h3 className="font-semibold text-sm">Evaluated statements</h3>
      {byDocument.length === 0 && (
        <p className="text-muted text-sm">No document applies to this principal or resource.</p>
      )}
      {byDocument.map(([key, own]) => (
        <DocumentTrace key={key} rows={own} />
      ))}
      {trace.grants.length > 0 && (
        <ul className="text-sm">
          {trace.grants.map((grant) => (
            <li key={grant.index}>
              Grant {grant.index + 1}: {grant.result === "allows" ? "allows it" : grant.problem}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function documentKey({ statement: { at }, place }: Row): string {
  return place?.documentId ?? `${at.slot} ${at.level ?? ""} ${at.index}`;
}

function DocumentTrace({ rows }: { readonly rows: readonly Row[] }) {
  const [first] = rows;
  const id = first?.place?.documentId;
  const document = useDocument(id ?? "");
  const near = rows.filter(({ statement }) => statement.result === "applies" || statement.close);
  const far = rows.filter((row) => !near.includes(row));
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] rounded-md border border-line">
      <h4 className="break-words bg-canvas px-2.5 py-1 font-medium text-sm">
        {id ? documentTitle(document, id) : assumedName(first)}
      </h4>
      {near.length > 0 && <Statements rows={near} />}
      {far.length > 0 && (
        <Disclosure
          openAtFirst={near.length === 0 && far.length <= 3}
          className="border-line border-t px-1.5"
          head={
            <span className="text-muted text-xs">
              {far.length === 1 ? "1 statement" : `${far.length} statements`} about other actions
            </span>
          }
        >
          {() => <Statements rows={far} />}
        </Disclosure>
      )}
    </div>
  );
}

function assumedName(row: Row | undefined): string {
  return row?.statement.at.slot === "resourcePolicy" ? "Assumed resource policy" : "Assumed policy";
}

function Statements({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <ul>
      {rows.map(({ statement, place }) => {
        const { at, effect, result } = statement;
        const { tone, word } = look(statement);
        return (
          <li
            key={at.statement}
            className="grid grid-cols-[minmax(0,1fr)] gap-1 border-line border-t px-2.5 py-1.5"
          >
            <div className="flex flex-wrap items-center justify-between gap-x-3">
              <span className="flex min-w-0 items-center gap-1.5">
                <span className="text-muted text-xs">{effect}</span>
                {place ? (
                  <StatementButton place={place} />
                ) : (
                  <code className="text-xs">{statementName(at.sid, at.statement)}</code>
                )}
              </span>
              <StateWord tone={tone}>{word}</StateWord>
            </div>
            {result === "fails" && <FailureView failure={statement.failure} />}
            {result === "applies" && statement.assumed && (
              <p className="text-soft text-xs">{statement.assumed.join("; ")}</p>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function look(statement: StatementTrace): { tone: StateTone; word: string } {
  if (statement.result === "fails") return { tone: "open", word: "does not apply" };
  if (statement.effect === "Deny") return { tone: "bad", word: "applies: denies" };
  const through = {
    directly: "applies: allows",
    "through-role": "applies: allows the role",
    "through-account": "applies: delegates to IAM",
  };
  return { tone: "good", word: through[statement.reaches] };
}

function FailureView({ failure }: { readonly failure: Failure }) {
  if (failure.kind === "malformed")
    return (
      <p className="text-soft text-xs">
        {failure.element}: {failure.problem}
      </p>
    );
  const element =
    failure.kind === "condition" ? `${failure.operator} ${failure.key}` : failure.element;
  const found = failure.found === undefined ? undefined : [failure.found].flat();
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5 text-xs">
      <dt className="text-muted">Fails at</dt>
      <dd className="break-words font-mono">{element}</dd>
      <dt className="text-muted">Expected</dt>
      <dd className="break-all font-mono">{listed(failure.written)}</dd>
      <dt className="text-muted">Request</dt>
      <dd className="break-all font-mono">
        {found && found.length > 0 && found[0] !== "" ? (
          found.join(", ")
        ) : (
          <span className="font-sans text-soft">not in the request</span>
        )}
      </dd>
    </dl>
  );
}

/** Shortens long lists: a click opens the whole statement. */
function listed(values: readonly string[]): string {
  const shown = values.slice(0, 12).join(", ");
  return values.length > 12 ? `${shown} and ${values.length - 12} more` : shown || "nothing";
}
