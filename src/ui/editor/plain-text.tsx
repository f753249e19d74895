import { maximumDocumentLength } from "#policy";

/** More lines than any policy has; each line is an element of the page. */
const mostLines = 5_000;

/** A document before the editor is loaded: the lines are where the editor will draw them, and can be copied. */
export function PlainText({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <section
      aria-label={label}
      aria-busy
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className="h-full w-full overflow-auto py-2 font-mono leading-5 focus-visible:-outline-offset-2"
    >
      <ol style={{ fontSize: 13 }}>
        {shownLines(text).map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: all lines are drawn again together
          <li key={index} className="flex">
            <span aria-hidden className="w-[23px] shrink-0 select-none text-right text-muted">
              {index + 1}
            </span>
            <span
              className="ml-8 min-w-0 whitespace-pre-wrap pr-7 [overflow-wrap:anywhere]"
              style={hanging(line)}
            >
              {line || " "}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** The lines to draw. Of a text that is too long for a policy, only the first lines; the editor shows all. */
const shownLines = (text: string): readonly string[] =>
  text.slice(0, maximumDocumentLength).split("\n", mostLines);

/** Indents wrapped lines by one more step, as the editor does. */
function hanging(line: string) {
  const indent = Math.max(0, line.search(/\S/)) + 2;
  return { paddingLeft: `${indent}ch`, textIndent: `-${indent}ch` };
}
