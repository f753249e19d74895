/** A message with names between backticks, which are shown as code. */
export function Worded({ children }: { readonly children: string }) {
  return children.split("`").map((part, index) =>
    index % 2 === 0 ? (
      part
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: all parts of a sentence are drawn again together
      <code key={index} className="break-words rounded-sm bg-sunken px-0.5 font-mono text-[0.92em]">
        {part}
      </code>
    ),
  );
}
