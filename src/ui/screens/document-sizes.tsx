import { sizeOf } from "#policy";
import { documentsOf, type WorkDocument } from "#state";
import { ReportSection } from "../parts/report-section.tsx";
import { type StateTone, StateWord } from "../parts/state-word.tsx";
import { useKeyhole } from "../store.tsx";
import { count } from "../wizard/words.ts";

const kinds = { identity: "permissions", trust: "trust", key: "key policy" } as const;

/** Each document's size against its limit. */
export function DocumentSizes() {
  const documents = useKeyhole(documentsOf);
  const tooLarge = documents.filter((document) => !sizeOfDocument(document).fits);
  const listed = documents.length > mostListed ? nearLimit(documents) : documents;
  return (
    <ReportSection
      title="Sizes"
      summary={
        tooLarge.length > 0 ? (
          <StateWord tone="bad">{count(tooLarge.length, "document")} too large</StateWord>
        ) : (
          documents.length > 0 && <StateWord tone="good">all within the limits</StateWord>
        )
      }
    >
      {documents.length === 0 && (
        <p className="text-muted text-xs">
          There are no documents yet. Answer the questions first.
        </p>
      )}
      {listed !== documents && (
        <p className="mb-2 text-muted text-xs">
          {count(documents.length, "document")}. These are closest to their limits:
        </p>
      )}
      <ul className="stack gap-2 empty:hidden">
        {listed.map((document) => (
          <SizeRow
            key={document.generated.id}
            document={document}
            withAccount={listed !== documents}
          />
        ))}
      </ul>
    </ReportSection>
  );
}

/** With more documents than this, only the largest are listed. */
const mostListed = 300;

/** The documents that use the largest share of their limit, the largest first. */
function nearLimit(documents: readonly WorkDocument[]): readonly WorkDocument[] {
  const share = (document: WorkDocument) => {
    const { used, limit } = sizeOfDocument(document);
    return used / limit;
  };
  return documents.toSorted((one, other) => share(other) - share(one)).slice(0, 20);
}

/** The size of a document's text, cached. */
function sizeOfDocument(document: WorkDocument): ReturnType<typeof sizeOf> {
  const known = sizes.get(document);
  if (known) return known;
  const size = sizeOf(document.generated.kind, document.text);
  sizes.set(document, size);
  return size;
}
const sizes = new WeakMap<WorkDocument, ReturnType<typeof sizeOf>>();

interface SizeRowProps {
  readonly document: WorkDocument;
  /** Shows the account: with many accounts, roles have the same name. */
  readonly withAccount: boolean;
}

function SizeRow({ document, withAccount }: SizeRowProps) {
  const { generated } = document;
  const { used, limit, fits, words, advice } = sizeOfDocument(document);
  const share = used / limit;
  const tone: StateTone = fits ? (share > 0.9 ? "caution" : "good") : "bad";
  const part = generated.part ? ` ${generated.part.number}/${generated.part.of}` : "";
  return (
    <li className="stack gap-1">
      <div className="flex items-baseline justify-between gap-2 text-xs">
        <span className="min-w-0 truncate">
          {withAccount && <span className="font-mono text-muted">{generated.account} </span>}
          <span className="font-mono">{generated.name}</span>{" "}
          <span className="text-muted">{`${kinds[generated.kind]}${part}`}</span>
        </span>
        <span data-tip={words} className="shrink-0 text-muted">
          {Math.round(share * 100)} %
        </span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: browsers draw <meter> each in their own colours */}
      <div
        role="meter"
        aria-label={`Size of ${generated.name}, ${kinds[generated.kind]}`}
        aria-valuenow={used}
        aria-valuemin={0}
        aria-valuemax={limit}
        aria-valuetext={words}
        className="h-1 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className={`h-full ${bars[tone]}`}
          style={{ width: `${Math.min(100, share * 100)}%` }}
        />
      </div>
      {advice && <StateWord tone="bad">{advice}</StateWord>}
    </li>
  );
}

const bars = {
  good: "bg-edge",
  open: "bg-edge",
  caution: "bg-caution",
  bad: "bg-refused",
} as const;
