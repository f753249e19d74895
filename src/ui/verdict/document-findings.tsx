import { EyeOff } from "lucide-react";
import type { Finding } from "#engine";
import {
  activeFindings,
  type IgnoredRule,
  ignoredFindings,
  worstFirst,
} from "../findings/active-findings.ts";
import { findingsOn } from "../findings/findings-on.ts";
import { RuleLink } from "../findings/rule-link.tsx";
import { useFindingCommands } from "../findings/use-finding-commands.ts";
import { Button } from "../parts/button.tsx";
import { useFindings } from "../verdict/verdict-context.tsx";
import { count } from "../wizard/words.ts";
import { FindingRow } from "./finding-row.tsx";
import { LongList } from "./long-list.tsx";
import { documentTitle, useDocument } from "./names.ts";

interface DocumentFindingsProps {
  readonly documentId: string;
  readonly findings: readonly Finding[];
  /** The rules that are ignored in the document. */
  readonly ignored: readonly string[];
  /** The severity to show; `null` for all. */
  readonly only: Finding["severity"] | null;
  /** Called after a command on a finding, whose row may no longer be drawn. */
  readonly onDone: () => void;
}

/** The findings of one document, the most severe first, and the rules that are ignored in it. */
export function DocumentFindings(props: DocumentFindingsProps) {
  const { documentId, findings, ignored, only, onDone } = props;
  const document = useDocument(documentId);
  const text = document?.text ?? "";
  const current = useFindings((state) => findingsOn(state, documentId, text).current);
  const counted = activeFindings(findings, ignored);
  const shown = counted.filter(({ severity }) => only === null || severity === only);
  const title = documentTitle(document, documentId);
  return (
    <section aria-label={title} className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <h3 className="break-words font-normal text-soft text-xs">{title}</h3>
      <LongList items={worstFirst(shown)} most={6} noun="findings" className="-mx-2 empty:hidden">
        {(finding) => (
          <li key={`${finding.rule} ${finding.start} ${finding.end}`}>
            <FindingRow
              documentId={documentId}
              finding={finding}
              alike={counted.filter(({ rule, fix }) => fix && rule === finding.rule).length}
              current={current}
              onDone={onDone}
            />
          </li>
        )}
      </LongList>
      {ignored.length > 0 && (
        <ul className="stack gap-1 border-line border-l pl-2">
          {ignoredFindings(findings, ignored).map((rule) => (
            <IgnoredRow key={rule.rule} documentId={documentId} ignored={rule} onDone={onDone} />
          ))}
        </ul>
      )}
    </section>
  );
}

interface IgnoredRowProps {
  readonly documentId: string;
  readonly ignored: IgnoredRule;
  readonly onDone: () => void;
}

function IgnoredRow({ documentId, ignored: { rule, findings }, onDone }: IgnoredRowProps) {
  const { stopIgnoring } = useFindingCommands();
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-2">
      <span className="flex min-w-0 flex-wrap items-center gap-x-1.5 text-muted text-xs">
        <EyeOff aria-hidden size={13} className="shrink-0" />
        <span>ignored</span>
        <RuleLink rule={rule} />
        <span>{findings.length === 0 ? "nothing found" : count(findings.length, "finding")}</span>
      </span>
      <Button
        tone="quiet"
        aria-label={`Stop ignoring ${rule}`}
        onClick={() => {
          stopIgnoring(documentId, rule);
          onDone();
        }}
        className="h-6 px-1.5 text-xs"
      >
        Stop ignoring
      </Button>
    </li>
  );
}
