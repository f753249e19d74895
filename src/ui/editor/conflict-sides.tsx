import { maximumDocumentLength } from "#policy";
import type { Conflict } from "#state";
import { Button } from "../parts/button.tsx";
import { lineChanges } from "./lines.ts";

interface ConflictSidesProps {
  readonly conflict: Conflict;
  /** Whether the document's text is valid JSON. */
  readonly readable: boolean;
  readonly onResolve: (choice: "mine" | "generated") => void;
}

/** One conflict: both versions side by side, and a button for each. */
export function ConflictSides({ conflict, readable, onResolve }: ConflictSidesProps) {
  const mine = linesOf(conflict.mine);
  const generated = linesOf(conflict.generated);
  const changes = lineChanges(mine, generated);
  const subject = conflict.sid || conflict.member || "the text";
  // The generated version of a statement can only go into JSON; the whole text can always be replaced.
  const stuck = !readable && conflict.kind !== "not-json";
  return (
    <article className="overflow-hidden rounded-md border border-line bg-surface">
      <p className="px-2.5 py-1.5 text-sm">{whatHappened(conflict, readable)}</p>
      <div className="grid gap-px border-line border-y bg-line sm:grid-cols-2">
        <Side
          title="Your version"
          lines={conflict.mine === "" ? undefined : mine}
          marked={(line) => changes.some(({ from, to }) => from <= line && line < to)}
        />
        <Side
          title="Generated version"
          lines={conflict.generated === "" ? undefined : generated}
          marked={(line) => changes.some(({ newFrom, newTo }) => newFrom <= line && line < newTo)}
        />
      </div>
      <div className="flex flex-wrap items-center gap-2 px-2.5 py-1.5">
        <Button onClick={() => onResolve("mine")}>
          Keep my version<span className="sr-only"> for {subject}</span>
        </Button>
        <Button onClick={() => onResolve("generated")} disabled={stuck}>
          Use the generated version<span className="sr-only"> for {subject}</span>
        </Button>
        {stuck && (
          <span className="text-muted text-xs">
            Correct the JSON syntax first. The generated version needs a text that is valid JSON.
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
  if (kind === "changed-both") return <>You changed {name}, and your new answers change it too.</>;
  if (kind === "removed-by-answers")
    return <>You changed {name}, and your new answers remove it.</>;
  if (kind === "removed-by-you") return <>You removed {name}, and your new answers change it.</>;
  if (mine.length > maximumDocumentLength)
    return "The text is too long to parse, so it does not contain the changed answer.";
  return readable
    ? "The text is valid JSON again. “Keep my version” adds the new answers to it."
    : "The text was not valid JSON when you changed an answer, so it does not contain that answer yet.";
}

/** The lines of a part of a document, without the indentation of the document. */
function linesOf(text: string): readonly string[] {
  const [first = "", ...rest] = text.split("\n");
  const indents = rest.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
  const indent = indents.reduce((least, each) => Math.min(least, each), Number.POSITIVE_INFINITY);
  return [first, ...rest.map((line) => line.slice(indent))];
}

/** A longer text is not a policy and is not drawn, because each line is an element of the page. */
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
          Too long to show here. The editor shows the whole text.
        </p>
      ) : lines ? (
        <pre className="py-1.5 text-xs">
          {lines.map((line, index) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: all lines are drawn again together
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
