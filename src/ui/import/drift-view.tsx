import { useCallback, useMemo } from "react";
import { useStore } from "zustand";
import { deployedTexts, type PolicyDrift, type StatementDrift } from "#import";
import { subjectOf } from "#state";
import type { Checker } from "#worker";
import { AllowedRows } from "../access/allowed-rows.tsx";
import { CheckerResult } from "../access/checker-result.tsx";
import { useLaterCall } from "../access/use-later-call.ts";
import { StateWord } from "../parts/state-word.tsx";
import { useKeyhole } from "../store.tsx";
import { LongList } from "../verdict/long-list.tsx";
import { type ImportedRow, importStore, targetOf } from "./import-store.ts";
import { useTitles } from "./use-titles.ts";

/** Each statement by which the policies that `collect.sh` found in AWS differ from the documents here. */
export function DriftView({ rows }: { readonly rows: readonly ImportedRow[] }) {
  const subject = useKeyhole(subjectOf);
  const chosen = useStore(importStore, (state) => state.chosen);
  const deployed = useMemo(
    () =>
      deployedTexts(
        rows
          .filter(({ collected }) => collected)
          .map((row) => ({
            policy: row.policy,
            documentId: targetOf(row, chosen),
            isWhole: row.collected === "whole",
          })),
        subject.documents,
      ),
    [rows, chosen, subject],
  );
  const compare = useCallback(
    (checker: Checker) => checker.drift(subject, deployed),
    [subject, deployed],
  );
  const call = useLaterCall(compare);
  const title = useTitles();
  return (
    <section aria-label="Drift" className="stack gap-2 border-line border-t pt-3">
      <h3 className="font-semibold text-sm">Where AWS differs from your documents</h3>
      <p className="text-muted text-xs">
        The policies of the bundle, compared with the present documents statement by statement, and
        over all requests.
      </p>
      {rows.some(({ collected }) => collected === "in-part") && (
        <StateWord line tone="open">
          AWS refused some calls of collect.sh: what is named here as not in AWS may be there.
        </StateWord>
      )}
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
            />
          ))
        }
      </CheckerResult>
    </section>
  );
}

function OfPolicy({ drift, title }: { readonly drift: PolicyDrift; readonly title: string }) {
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
          {statements.length === 0
            ? "AWS has the same statements."
            : "The statements differ, but AWS allows exactly the same requests."}
        </StateWord>
      ) : null}
      {statements.length > 0 && (
        <LongList items={numbered} most={12} noun="statements" className="stack gap-2">
          {({ statement, index }) => <OfStatement key={index} statement={statement} />}
        </LongList>
      )}
      {/* Two statements may each change nothing alone. */}
      {effect && statements.every((one) => !one.effect || changesNothing(one.effect)) && (
        <EffectRows effect={effect} />
      )}
    </article>
  );
}

const words = {
  here: "is not in AWS",
  "in-aws": "is only in AWS",
  changed: "is different in AWS",
} as const;

function OfStatement({ statement }: { readonly statement: StatementDrift }) {
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
      {effect && <EffectRows effect={effect} />}
    </li>
  );
}

type Effect = NonNullable<PolicyDrift["effect"]>;

function EffectRows({ effect }: { readonly effect: Effect }) {
  return (
    <>
      <AllowedRows title="Allowed here, refused in AWS" tone="caution" rows={effect.newlyAllowed} />
      <AllowedRows
        title="Allowed in AWS, refused here"
        tone="caution"
        rows={effect.noLongerAllowed}
      />
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
