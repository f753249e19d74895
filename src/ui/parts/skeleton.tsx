/** Grey lines in place of a loading part; `lines` has their widths in percent. */
export function Skeleton({ label, lines }: { readonly label: string; readonly lines: number[] }) {
  return (
    <div role="status" className="stack gap-3 p-4">
      <span className="sr-only">{label}</span>
      {lines.map((width, index) => (
        <span
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines never move
          key={index}
          aria-hidden
          className="h-2.5 rounded-sm bg-sunken"
          style={{ width: `${width}%` }}
        />
      ))}
    </div>
  );
}
