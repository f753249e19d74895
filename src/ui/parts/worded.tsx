/** A sentence of ours in which names stand between backticks, as they are shown in Markdown. */
export function Worded({ children }: { readonly children: string }) {
  return children.split("`").map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one sentence, drawn anew as a whole
      <code key={index} className="break-words rounded-sm bg-sunken px-0.5 font-mono text-[0.92em]">
        {part}
      </code>
    ),
  );
}
