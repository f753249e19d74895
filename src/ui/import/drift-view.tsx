import { useCallback, useMemo } from "react";
import { useStore } from "zustand";
import { deployedTexts, fillPlaceholders, type PolicyDrift, type StatementDrift } from "#import";
import { subjectOf } from "#state";
import type { Checker } from "#worker";
import { AllowedRows } from "../access/allowed-rows.tsx";
import { CheckerResult } from "../access/checker-result.tsx";
import { useLaterCall } from "../access/use-later-call.ts";
import { StateWord } from "../parts/state-word.tsx";
import { useKeyhole } from "../store.tsx";
import { Disclosure } from "../verdict/disclosure.tsx";
import { LongList } from "../verdict/long-list.tsx";
import { type ImportedRow, importStore, targetOf } from "./import-store.ts";
import { useTitles } from "./use-titles.ts";

/**
 * Each statement by which imported policies differ from the documents here: those that `collect.sh` found in AWS, and, on
 * demand, those that were imported one by one.
 */
export function DriftView({ rows }: { readonly rows: readonly ImportedRow[] }) {
  const collected = useMemo(() => rows.filter((row) => row.collected), [rows]);
  const chosen = useStore(importStore, (state) => state.chosen);
  const others = useMemo(
    () => rows.filter((row) => !row.collected && targetOf(row, chosen) !== undefined),
    [rows, chosen],
  );
  return (
    <>
      {collected.length > 0 && (
        <section aria-label="Drift" className="stack gap-2 border-line border-t pt-3">
          <h3 className="font-semibold text-sm">Where AWS differs from your documents</h3>
          <p className="text-muted text-xs">
            The policies of the bundle, compared with the present documents statement by statement,
            and over all requests.
          </p>
          {collected.some((row) => row.collected === "in-part") && (
            <StateWord line tone="open">
              AWS refused some calls of collect.sh: what is named here as not in AWS may be there.
            </StateWord>
          )}
          <Compared rows={collected} words={wordsOfAws} />
        </section>
      )}
      {others.length > 0 && (
        <section aria-label="Differences" className="border-line border-t pt-3">
          <Disclosure
            heading={3}
            openAtFirst={false}
            head={
              <span className="font-semibold text-sm">
                Where the imported policies differ from your documents
              </span>
            }
          >
            {() => (
              <div className="stack gap-2 pt-1 pl-[18px]">
                <p className="text-muted text-xs">
                  Compared with the present documents, before the merge, statement by statement and
                  over all requests. A role may have more policies in AWS than you imported.
                </p>
                <Compared rows={others} words={wordsOfImport} />
              </div>
            )}
          </Disclosure>
        </section>
      )}
    </>
  );
}

/** How the other side is called. */
interface SideWords extends Readonly<Record<StatementDrift["found"], string>> {
  readonly same: string;
  readonly sameRequests: string;
  readonly onlyHere: string;
  readonly onlyThere: string;
}

const wordsOfAws: SideWords = {
  here: "is not in AWS",
  "in-aws": "is only in AWS",
  changed: "is different in AWS",
  same: "AWS has the same statements.",
  sameRequests: "The statements differ, but AWS allows exactly the same requests.",
  onlyHere: "Allowed here, refused in AWS",
  onlyThere: "Allowed in AWS, refused here",
};

const wordsOfImport: SideWords = {
  here: "is not in the imported policy",
  "in-aws": "is only in the imported policy",
  changed: "is different in the imported policy",
  same: "The imported policy has the same statements.",
  sameRequests: "The statements differ, but both policies allow exactly the same requests.",
  onlyHere: "Allowed by your document, not by the imported policy",
  onlyThere: "Allowed by the imported policy, not by your document",
};

interface ComparedProps {
  readonly rows: readonly ImportedRow[];
  readonly words: SideWords;
}

function Compared({ rows, words }: ComparedProps) {
  const subject = useKeyhole(subjectOf);
  const chosen = useStore(importStore, (state) => state.chosen);
  const deployed = useMemo(() => {
    const documents = new Map(subject.documents.map((one) => [one.id, one]));
    return deployedTexts(
      rows.map((row) => {
        const documentId = targetOf(row, chosen);
        const document = documents.get(documentId ?? "");
        const policy = document
          ? fillPlaceholders(row.policy, document, subject.scenario)
          : row.policy;
        return { policy, documentId, isWhole: row.collected === "whole" };
      }),
      subject.documents,
    );
  }, [rows, chosen, subject]);
  const compare = useCallback(
    (checker: Checker) => checker.drift(subject, deployed),
    [subject, deployed],
  );
  const call = useLaterCall(compare);
  const title = useTitles();
  return (
    <CheckerResult
      call={call}
      doing="Comparing"
      failed="The documents were not compared"
      className="stack gap-3"
    >
      {(drifts) =>
        drifts.map((drift) => (
          <OfPolicy
            key={drift.documentIds[0]}
            drift={drift}
            title={title(drift.documentIds[0] ?? "")}
            words={words}
          />
        ))
      }
    </CheckerResult>
  );
}

interface OfPolicyProps {
  readonly drift: PolicyDrift;
  readonly title: string;
  readonly words: SideWords;
}

function OfPolicy({ drift, title, words }: OfPolicyProps) {
  const { statements, effect } = drift;
  // Statements without a Sid of two policies have the same name.
  const numbered = statements.map((statement, index) => ({ statement, index }));
  return (
    <article aria-label={`Drift: ${title}`} className="stack gap-1.5">
      <h4 className="font-medium text-soft text-xs">{title}</h4>
      {!effect ? (
        <StateWord line tone="open">
          Not decided: a document is not valid JSON.
        </StateWord>
      ) : changesNothing(effect) ? (
        <StateWord line tone="good">
          {statements.length === 0 ? words.same : words.sameRequests}
        </StateWord>
      ) : null}
      {statements.length > 0 && (
        <LongList items={numbered} most={12} noun="statements" className="stack gap-2">
          {({ statement, index }) => (
            <OfStatement key={index} statement={statement} words={words} />
          )}
        </LongList>
      )}
      {/* Two statements may each change nothing alone. */}
      {effect && statements.every((one) => !one.effect || changesNothing(one.effect)) && (
        <EffectRows effect={effect} words={words} />
      )}
    </article>
  );
}

interface OfStatementProps {
  readonly statement: StatementDrift;
  readonly words: SideWords;
}

function OfStatement({ statement, words }: OfStatementProps) {
  const { found, name, effect } = statement;
  return (
    <li className="stack gap-1 border-line border-l-2 pl-2.5">
      <p className="break-words text-sm">
        <code className="text-xs">{name}</code> {words[found]}
        {!effect && <span className="text-muted"> · its effect alone was not compared</span>}
        {effect && changesNothing(effect) && (
          <span className="text-muted"> · alone, it changes no request</span>
        )}
      </p>
      {effect && <EffectRows effect={effect} words={words} />}
    </li>
  );
}

type Effect = NonNullable<PolicyDrift["effect"]>;

function EffectRows({ effect, words }: { readonly effect: Effect; readonly words: SideWords }) {
  return (
    <>
      <AllowedRows title={words.onlyHere} tone="caution" rows={effect.newlyAllowed} />
      <AllowedRows title={words.onlyThere} tone="caution" rows={effect.noLongerAllowed} />
      {effect.undecided.map((sentence) => (
        <p key={sentence} className="break-words text-muted text-xs">
          {sentence}
        </p>
      ))}
    </>
  );
}

function changesNothing({ newlyAllowed, noLongerAllowed, undecided }: Effect): boolean {
  return newlyAllowed.length + noLongerAllowed.length + undecided.length === 0;
}
