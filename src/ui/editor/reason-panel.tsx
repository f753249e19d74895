import { ChevronDown, ChevronRight, ChevronUp } from "lucide-react";
import { useState } from "react";
import { Badge } from "../parts/badge.tsx";
import { IconButton } from "../parts/button.tsx";
import { count } from "../wizard/words.ts";
import { SourceLinks } from "./source-links.tsx";
import { StatementEffectRows } from "./statement-effect-rows.tsx";
import type { StatementHere } from "./statements.ts";

interface ReasonPanelProps {
  readonly statements: readonly StatementHere[];
  /** The statement under the cursor. */
  readonly statement: StatementHere | undefined;
  /** Whether the text is JSON. */
  readonly readable: boolean;
  readonly documentId: string;
  readonly onLook: ((offset: number) => void) | undefined;
}

/** The reason for the statement under the cursor. */
export function ReasonPanel({
  statements,
  statement,
  readable,
  documentId,
  onLook,
}: ReasonPanelProps) {
  const [open, setOpen] = useState(() => window.innerHeight >= roomForDetails);
  const number = statement?.number ?? 0;
  const step = (to: number) => {
    const next = statements[to - 1];
    return next && onLook ? () => onLook(next.start) : undefined;
  };
  const [before, after] = [step(number - 1), step(number + 1)];
  return (
    <section
      aria-label="Why this statement"
      className={`row-start-5 grid grid-cols-[minmax(0,1fr)] grid-rows-[auto_minmax(0,1fr)] border-line border-t ${open ? "h-34" : "h-8"}`}
    >
      <div className="flex h-8 items-center gap-2 px-3">
        <h3 className="shrink-0 font-semibold text-sm">
          <button
            type="button"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
            className="group -ml-1 flex items-center gap-1 rounded-sm hover:text-accent"
          >
            <ChevronRight
              aria-hidden
              size={14}
              className="text-muted group-aria-expanded:rotate-90"
            />
            Why this statement
          </button>
        </h3>
        {statement?.sid && (
          <code className={`truncate text-soft text-xs ${open ? "min-w-0" : "shrink-0 max-w-40"}`}>
            {statement.sid}
          </code>
        )}
        {!open && (
          <span aria-hidden className="min-w-0 truncate text-soft text-xs">
            {statement ? reasonLine(statement) : "Put the cursor into a statement."}
          </span>
        )}
        {statement && statement.origin !== "generated" && (
          <span className="shrink-0 whitespace-nowrap">
            <Badge>{statement.origin === "yours" ? "yours" : "changed by you"}</Badge>
          </span>
        )}
        <span className="ml-auto shrink-0 text-muted text-xs">
          {statement ? `${number} of ${statements.length}` : count(statements.length, "statement")}
        </span>
        <span className="-mr-1.5 flex shrink-0">
          <IconButton
            label="Previous statement"
            icon={ChevronUp}
            aria-disabled={!before}
            onClick={before}
            className={idle}
          />
          <IconButton
            label="Next statement"
            icon={ChevronDown}
            aria-disabled={!after}
            onClick={after}
            className={idle}
          />
        </span>
      </div>
      <div
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className={`overflow-y-auto px-3 pb-2 text-sm focus-visible:-outline-offset-2 ${open ? "" : "hidden"}`}
      >
        {statement ? (
          <Reason statement={statement} documentId={documentId} isShown={open} />
        ) : (
          <p className="text-muted">
            {statements.length > 0
              ? "Put the cursor into a statement to read the reason for it."
              : readable
                ? "This document has no statements, so it allows nothing."
                : "Keyhole finds no statement in this text. Correct the JSON syntax first."}
          </p>
        )}
      </div>
    </section>
  );
}

/** In a lower window the editor needs the room: the reason is one line until it is opened. */
const roomForDetails = 1000;

/** The reason in one line. */
function reasonLine({ reason }: StatementHere): string {
  return reason ? reason.reason : "You wrote this statement.";
}

/** Not `disabled`: at the last statement, the button would lose the focus. */
const idle = "aria-disabled:opacity-45";

interface ReasonProps {
  readonly statement: StatementHere;
  readonly documentId: string;
  readonly isShown: boolean;
}

function Reason({ statement: { origin, reason, sid, number }, documentId, isShown }: ReasonProps) {
  return (
    <div className="stack gap-1.5">
      <p className="text-soft">
        {origin === "changed" && "Generated, then changed by you. "}
        {reason
          ? reason.reason
          : `You wrote this statement: Keyhole generates no statement ${sid === "" ? "without a Sid." : "with this Sid."} It does not change with the answers.`}
      </p>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2 gap-y-0.5 text-xs">
        {isShown && <StatementEffectRows documentId={documentId} position={number - 1} />}
        {reason && (
          <>
            <dt className="text-muted">Needed for</dt>
            <dd>{reason.serves.join(", ")}</dd>
            <dt className="text-muted">Source</dt>
            <dd>
              <SourceLinks text={reason.source} />
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}
