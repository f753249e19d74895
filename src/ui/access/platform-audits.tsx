import { useCallback } from "react";
import { type PlatformAudit, publishedPlatforms } from "#acquisition/platforms";
import type { Checker } from "#worker";
import { useCheckerCall } from "../import/use-checker-call.ts";
import { type StateTone, StateWord } from "../parts/state-word.tsx";
import { Worded } from "../parts/worded.tsx";
import { Disclosure } from "../verdict/disclosure.tsx";
import { CheckerResult } from "./checker-result.tsx";

/** What other snapshot-based platforms publish about KMS, each checked when the user opens it. */
export function PlatformAudits() {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-1">
      <p className="text-muted text-xs">
        Their published statements, checked as yours are. Your work does not change.
      </p>
      <ul className="grid grid-cols-[minmax(0,1fr)]">
        {publishedPlatforms.map(({ id, name, source }) => (
          <li key={id}>
            <Disclosure
              heading={4}
              openAtFirst={false}
              head={
                <span className="text-sm">
                  {name}
                  <span className="block text-muted text-xs [overflow-wrap:anywhere]">
                    {source.where}, {source.version}, read on {source.read}
                    {source.leftOut && <>. Not audited: {source.leftOut}</>}
                  </span>
                </span>
              }
            >
              {() => <Audit id={id} />}
            </Disclosure>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Audit({ id }: { readonly id: string }) {
  const ask = useCallback((checker: Checker) => checker.auditPlatform(id), [id]);
  const call = useCheckerCall(ask);
  return (
    <CheckerResult call={call} doing="Checking" failed="It was not checked">
      {(audit) => <AuditResult audit={audit} />}
    </CheckerResult>
  );
}

/** `done`, not `good`: example answers say nothing of what others publish. */
const looks = {
  proved: ["done", "Proved."],
  refuted: ["caution", "Refuted."],
  undecided: ["open", "Not decided."],
} as const satisfies Record<string, readonly [StateTone, string]>;

function AuditResult({ audit }: { readonly audit: PlatformAudit }) {
  const { steps, claims, findings, beyond, published, least } = audit;
  return (
    <div className="stack mb-3 ml-[18px] gap-2 text-xs">
      <ul className="stack gap-1">
        {steps.map(({ title, operation, stops }) => (
          <li key={title}>
            <StateWord line tone={stops ? "bad" : "done"}>
              <span className="font-medium">{stops ? "Stops." : "Works."}</span> {title}{" "}
              <code>{operation}</code>
              {stops && (
                <span className="block text-soft">
                  <code>{stops.request.action}</code>: {stops.why}
                </span>
              )}
            </StateWord>
          </li>
        ))}
        {claims.map((claim) => (
          <li key={claim.id}>
            <StateWord line tone={looks[claim.result][0]}>
              <span className="font-medium">{looks[claim.result][1]}</span> {claim.sentence}
              {claim.witness && (
                <span className="block text-soft [overflow-wrap:anywhere]">
                  <code>{claim.witness.principal}</code> may call{" "}
                  <code>{claim.witness.action}</code>.
                </span>
              )}
            </StateWord>
          </li>
        ))}
        {findings.map(({ rule, message, severity }) => (
          <li key={rule}>
            <StateWord line tone={severity === "error" ? "bad" : "caution"}>
              <Worded>{message}</Worded>
            </StateWord>
          </li>
        ))}
      </ul>
      {beyond.length > 0 && (
        <Disclosure openAtFirst={false} head={`Allowed beyond the least: ${beyond.length}`}>
          {() => (
            <ul className="ml-5 list-disc">
              {beyond.map(({ sentence }) => (
                <li key={sentence} className="break-words">
                  {sentence}
                </li>
              ))}
            </ul>
          )}
        </Disclosure>
      )}
      <Text title="What is published" text={published.text} />
      <Text
        title="The least policy for the same steps. It proves every sentence above"
        text={least.text}
      />
    </div>
  );
}

function Text({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <Disclosure openAtFirst={false} head={title}>
      {() => (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a long text is scrolled by keyboard
        <pre tabIndex={0} className="max-h-72 overflow-auto rounded-md bg-canvas p-2 font-mono">
          {text}
        </pre>
      )}
    </Disclosure>
  );
}
