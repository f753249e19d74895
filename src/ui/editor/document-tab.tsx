import type { LucideIcon } from "lucide-react";
import {
  Dot,
  GitCompareArrows,
  Handshake,
  KeyRound,
  Landmark,
  PencilLine,
  ShieldAlert,
  ShieldCheck,
} from "lucide-react";
import type { DocumentKind } from "#policy";
import { maximumDocumentLength } from "#policy";
import type { WorkDocument } from "#state";
import { useIsChanged } from "../changed/changed-store.ts";
import { layerWords } from "../layers/layer-words.ts";
import { kindWords, titleOf } from "./words.ts";

const kindIcons: Readonly<Record<DocumentKind, LucideIcon>> = {
  identity: ShieldCheck,
  trust: Handshake,
  key: KeyRound,
};

/** The first words of `kindWords`, where a tab is too narrow for both. */
const shortKindWords: Readonly<Record<DocumentKind, string>> = {
  identity: "Identity",
  trust: "Trust",
  key: "Key",
};

export const panelId = "document-panel";

interface DocumentTabProps {
  readonly document: WorkDocument;
  readonly selected: boolean;
  readonly conflicts: number;
  readonly onSelect: () => void;
  readonly className: string;
  /** In a row of few documents: the second line is the account in place of the role, which would not fit. */
  readonly isShort: boolean;
}

/** The tab of a document: its kind, its name, and marks for edits, conflicts and syntax errors. */
export function DocumentTab(props: DocumentTabProps) {
  const { document, selected, conflicts, onSelect, className, isShort } = props;
  const { kind, name, account, region, part } = document.generated;
  const Icon = document.layer ? Landmark : kindIcons[kind];
  const isChanged = useIsChanged(document.generated.id);
  const isMarked = isChanged || document.edited || conflicts > 0 || document.problems.length > 0;
  return (
    <button
      type="button"
      role="tab"
      aria-selected={selected}
      aria-controls={panelId}
      tabIndex={selected ? 0 : -1}
      onClick={onSelect}
      data-tip={isShort ? titleOf(document.generated) : undefined}
      data-regional={region !== undefined}
      className={`grid grid-cols-[14px_minmax(0,1fr)] gap-x-1.5 text-left @max-lg:gap-x-1 focus-visible:-outline-offset-2 ${className}`}
    >
      <Icon aria-hidden size={14} strokeWidth={1.75} className="mt-[3px] text-tint" />
      <span className="flex min-w-0 items-center gap-1.5 @max-lg:gap-0">
        <span className="truncate font-medium text-sm">
          {document.layer ? (
            layerWords[document.layer.kind]
          ) : isShort ? (
            <>
              {shortKindWords[kind]}
              <span className={isMarked ? "sr-only" : "@max-2xl:sr-only"}> policy</span>
            </>
          ) : (
            kindWords[kind]
          )}
          {part && ` ${part.number}/${part.of}`}
        </span>

        <Mark icon={Dot} word="changed by your last answer" shown={isChanged} look="text-accent" />
        <Mark icon={PencilLine} word="edited" shown={document.edited} look="text-accent" />
        <Mark
          icon={GitCompareArrows}
          word={`${conflicts === 1 ? "1 conflict" : `${conflicts} conflicts`}`}
          shown={conflicts > 0}
          look="text-caution"
        />
        <Mark
          icon={ShieldAlert}
          word={document.text.length > maximumDocumentLength ? "too long to check" : "syntax error"}
          shown={document.problems.length > 0}
          look="text-refused"
        />
      </span>
      {isShort ? (
        <span className="col-span-2 flex min-w-0 gap-1 text-muted text-xs">
          <span className="shrink-0 font-mono text-[11px]">{account || "no account yet"}</span>
          {region && (
            <span className="min-w-0 truncate text-[11px] tracking-tight @max-2xl:sr-only">
              {region}
            </span>
          )}
          <span className="sr-only">{name}</span>
        </span>
      ) : (
        <span className="col-start-2 flex min-w-0 gap-1.5 text-muted text-xs">
          {region && <span className="shrink-0">{region}</span>}
          <span className="truncate font-mono">{name || "no name yet"}</span>
        </span>
      )}
    </button>
  );
}

interface MarkProps {
  readonly icon: LucideIcon;
  readonly word: string;
  readonly shown: boolean;
  readonly look: string;
}

function Mark({ icon: Icon, word, shown, look }: MarkProps) {
  if (!shown) return null;
  return (
    <span data-tip={word} className={`-mr-1 shrink-0 ${look}`}>
      <Icon aria-hidden size={13} />
      <span className="sr-only">{word}</span>
    </span>
  );
}
