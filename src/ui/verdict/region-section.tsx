import type { RegionCheck } from "#acquisition";
import { RegionChip } from "../parts/chips.tsx";
import { ReportSection } from "../parts/report-section.tsx";
import { type StateTone, StateWord } from "../parts/state-word.tsx";
import { Disclosure } from "./disclosure.tsx";
import { grouped } from "./grouped.ts";
import { LongList } from "./long-list.tsx";
import { documentTitle, useDocument } from "./names.ts";

const looks: Readonly<Record<RegionCheck["state"], { tone: StateTone; word: string }>> = {
  passes: { tone: "good", word: "allowed" },
  blocked: { tone: "bad", word: "blocked" },
  withheld: { tone: "caution", word: "withheld" },
  unknown: { tone: "open", word: "not decided" },
  "not-asked": { tone: "open", word: "not used there" },
};

/** Whether each document allows the import in each region of the import. */
export function RegionSection({ checks }: { readonly checks: readonly RegionCheck[] }) {
  if (checks.length === 0) return null;
  const blocked = checks.filter(({ state }) => state === "blocked").length;
  const unknown = checks.some(({ state }) => state === "unknown");
  const byDocument = grouped(checks, ({ documentId }) => documentId);
  const isBlocked = ([, own]: (typeof byDocument)[number]) =>
    own.some(({ state }) => state === "blocked");
  const ordered = [
    ...byDocument.filter(isBlocked),
    ...byDocument.filter((group) => !isBlocked(group)),
  ];
  return (
    <ReportSection
      title="Regions"
      summary={
        <StateWord tone={blocked > 0 ? "bad" : unknown ? "open" : "good"}>
          {blocked > 0 ? `${blocked} blocked` : unknown ? "not decided" : "none blocked"}
        </StateWord>
      }
    >
      <LongList items={ordered} most={8} noun="documents" className="stack gap-2">
        {([documentId, own]) => (
          <li key={documentId}>
            <DocumentRegions documentId={documentId} checks={own} />
          </li>
        )}
      </LongList>
    </ReportSection>
  );
}

interface DocumentRegionsProps {
  readonly documentId: string;
  readonly checks: readonly RegionCheck[];
}

function DocumentRegions({ documentId, checks }: DocumentRegionsProps) {
  const document = useDocument(documentId);
  return (
    <table className="w-full border-separate border-spacing-0">
      <caption className="break-words pb-0.5 text-left text-soft text-xs">
        {documentTitle(document, documentId)}
      </caption>
      <tbody>
        {checks.map(({ region, state, blockedBy }) => (
          <tr key={region}>
            <th scope="row" className="w-1/2 py-0.5 text-left align-top font-normal">
              <RegionChip region={region} />
            </th>
            <td className="py-0.5 align-top">
              <StateWord tone={looks[state].tone}>{looks[state].word}</StateWord>
              {blockedBy.length > 0 && <Blocks sentences={blockedBy} />}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Blocks({ sentences }: { readonly sentences: readonly string[] }) {
  return (
    <Disclosure openAtFirst={false} head={<span className="text-soft text-xs">Reasons</span>}>
      {() => (
        <ul className="stack gap-1">
          {sentences.map((sentence) => (
            <li key={sentence} className="break-words text-soft text-xs">
              {sentence}
            </li>
          ))}
        </ul>
      )}
    </Disclosure>
  );
}
