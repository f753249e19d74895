import { type DocumentKind, sizeOf } from "#policy";
import { StateWord } from "../parts/state-word.tsx";

/** A document's size against its limit, in words and as a bar. */
export function SizeMeter({ kind, text }: { readonly kind: DocumentKind; readonly text: string }) {
  const { used, limit, fits, words, advice } = sizeOf(kind, text);
  const share = Math.min(1, used / limit);
  const bar = fits ? (share > 0.9 ? "bg-caution" : "bg-edge") : "bg-refused";
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-1">
      <p data-tip={words} className="truncate text-muted text-xs">
        {words}
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: browsers draw <meter> each in their own colours */}
      <div
        role="meter"
        aria-label="Size"
        aria-valuenow={used}
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuetext={words}
        className="h-1 max-w-64 overflow-hidden rounded-full bg-sunken"
      >
        <div className={`h-full ${bar}`} style={{ width: `${share * 100}%` }} />
      </div>
      {advice && <StateWord tone="bad">{advice}</StateWord>}
    </div>
  );
}
