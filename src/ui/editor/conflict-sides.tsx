import { maximumDocumentLength } from "#policy";
import type { Conflict } from "#state";
import { Button } from "../parts/button.tsx";
import { lineChanges } from "./lines.ts";

interface ConflictSidesProps {
  readonly conflict: Conflict;
  /** Whether the document is JSON by now. */
  readonly readable: boolean;
  readonly onSettle: (choice: "mine" | "generated") => void;
}

/** One conflict: both sides beside each other, and the two ways to settle it. */
export function ConflictSides({ conflict, readable, onSettle }: ConflictSidesProps) {
  const mine = linesOf(conflict.mine);
  const generated = linesOf(conflict.generated);
  const changes = lineChanges(mine, generated);
  const subject = conflict.sid || conflict.member || "the text";
  // The generated side can go into JSON only; giving the text up is always possible.
  const stuck = !readable && conflict.kind !== "not-json";
  return (
    <article className="overflow-hidden rounded-md border border-line bg-surface">
      <p className="px-2.5 py-1.5 text-sm">{whatHappened(conflict, readable)}</p>
      <div className="grid gap-px border-line border-y bg-line sm:grid-cols-2">
        <Side
          title="Yours"
          lines={conflict.mine === "" ? undefined : mine}
          marked={(line) => changes.some(({ from, to }) => from <= line && line < to)}
        />
        <Side
          title="Generated"
          lines={conflict.generated === "" ? undefined : generated}
          marked={(line) => changes.some(({ newFrom, newTo }) => newFrom <= line && line < newTo)}
        />
      </div>
      <div className="flex flex-wrap items-center gap-2 px-2.5 py-1.5">
        <Button onClick={() => onSettle("mine")}>
          Keep mine<span className="sr-only"> for {subject}</span>
        </Button>
        <Button onClick={() => onSettle("generated")} disabled={stuck}>
          Take generated<span className="sr-only"> for {subject}</span>
        </Button>
        {stuck && (
          <span className="text-muted text-xs">
            Correct the syntax first: the generated side goes into valid JSON only.
          </span>
        )}
      </div>
    </article>
  );
}

function whatHappened({ kind, sid, member, mine }: Conflict, readable: boolean) {
  const name = (
    <code className="font-medium text-xs">{sid || member || "a statement without Sid"}</code>
  );
  if (kind === "changed-both")
    return <>You changed {name}, and the answers now want it otherwise.</>;
  if (kind === "removed-by-answers")
    return <>You changed {name}, and the answers no longer ask for it.</>;
  if (kind === "removed-by-you")
    return <>You removed {name}, and the answers now want it otherwise.</>;
  if (mine.length > maximumDocumentLength)
    return "The text is too long to be read, so the changed answer is not in it.";
  return readable
    ? "The text is valid JSON again: keeping yours carries the new answers into it."
    : "The text was not valid JSON when an answer changed, so the answer is not in it yet.";
}

/** The lines of a part of a document, without the indent that it has there from its second line on. */
function linesOf(text: string): readonly string[] {
  const [first = "", ...rest] = text.split("\n");
  const indents = rest.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
  const indent = indents.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  return [first, ...rest.map((line) => line.slice(indent))];
}

/** More lines than any policy has: each is an element of the page. */
const mostLines = 5_000;

interface SideProps {
  readonly title: string;
  readonly lines: readonly string[] | undefined;
  readonly marked: (line: number) => boolean;
}

function Side({ title, lines, marked }: SideProps) {
  return (
    <div className="grid min-w-0 content-start bg-surface">
      <h4 className="px-2.5 pt-1.5 font-medium text-muted text-xs">{title}</h4>
      {lines && lines.length > mostLines ? (
        <p className="px-2.5 py-1.5 text-muted text-sm">
          Too long to show here: the editor has the text.
        </p>
      ) : lines ? (
        <pre className="py-1.5 text-xs">
          {lines.map((line, index) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines are drawn anew as a whole
              key={index}
              className={`block whitespace-pre-wrap break-all px-2.5 ${marked(index) ? "bg-accent-wash font-semibold" : ""}`}
            >
              {line || " "}
            </span>
          ))}
        </pre>
      ) : (
        <p className="px-2.5 py-1.5 text-muted text-sm">Removed</p>
      )}
    </div>
  );
}
