/** A document before the editor has arrived: its lines where the editor will put them, to be read and copied. */
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
        {text.split("\n").map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines are drawn anew as a whole
          <li key={index} className="flex">
            <span aria-hidden className="w-[30px] shrink-0 select-none text-right text-muted">
              {index + 1}
            </span>
            <span className="ml-4 min-w-0 whitespace-pre-wrap break-all">{line || " "}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
