import { useCallback } from "react";
import type { CheckedClaim } from "#acquisition";
import type { Subject } from "#state";
import type { ClaimResult } from "#verdict";
import type { Checker } from "#worker";
import { OwnRules } from "../own-rules/own-rules.tsx";
import { ReportSection } from "../parts/report-section.tsx";
import { StateWord } from "../parts/state-word.tsx";
import { toneOfClaims, useLastClaims } from "../verdict/claim-section.tsx";
import { Disclosure } from "../verdict/disclosure.tsx";
import { LongList } from "../verdict/long-list.tsx";
import { RequestTable } from "../verdict/request-table.tsx";
import { count } from "../wizard/words.ts";
import { CheckerResult } from "./checker-result.tsx";
import { useLaterCall } from "./use-later-call.ts";

interface RulesSectionProps {
  readonly verified: Subject;
  /** The decided claims, with the user's rules among them; `undefined` while they are being decided. */
  readonly claims: readonly ClaimResult[] | undefined;
}

/** The user's rules, and rules that many organizations have for their keys: these are checked when the user opens them. */
export function RulesSection({ verified, claims }: RulesSectionProps) {
  const decided = useLastClaims(claims)?.filter(({ rule }) => rule !== undefined);
  return (
    <ReportSection
      title="Must never"
      summary={decided && decided.length > 0 && <RulesWord claims={decided} />}
    >
      <p className="mb-2 text-muted text-xs">
        Your rules, proved or refuted over all requests that AWS can send. No document contains
        them.
      </p>
      <div
        className={claims ? "" : "grayscale transition-[filter] delay-500 duration-0"}
        aria-busy={!claims}
      >
        <OwnRules claims={decided} />
      </div>
      <Disclosure
        heading={3}
        openAtFirst={false}
        className="-mx-2 mt-1 px-2"
        head={<span className="text-sm">Check three rules for each key</span>}
      >
        {() => <Rules verified={verified} />}
      </Disclosure>
    </ReportSection>
  );
}

function Rules({ verified }: { readonly verified: Subject }) {
  const ask = useCallback((checker: Checker) => checker.readyRules(verified), [verified]);
  const call = useLaterCall(ask);
  return (
    <CheckerResult call={call} doing="Checking" failed="The rules were not checked">
      {({ rules, keysNotAsked }) => (
        <>
          <LongList items={rules} most={12} noun="rules" className="-mx-1">
            {(rule) => (
              <li key={rule.id}>
                <Rule rule={rule} />
              </li>
            )}
          </LongList>
          {keysNotAsked > 0 && (
            <StateWord line tone="open">
              Not checked: {count(keysNotAsked, "other key")}
            </StateWord>
          )}
        </>
      )}
    </CheckerResult>
  );
}

/** How many of the user's rules hold, each counted once. */
function RulesWord({ claims }: { readonly claims: readonly ClaimResult[] }) {
  const rules = [...new Set(claims.flatMap(({ rule }) => rule ?? []))];
  const proved = rules.filter((id) =>
    claims.every(({ rule, result }) => rule !== id || result === "proved"),
  );
  return (
    <StateWord tone={toneOfClaims(claims)}>
      {proved.length} of {rules.length} proved
    </StateWord>
  );
}

const words = {
  proved: ["good", "proved"],
  refuted: ["caution", "refuted"],
  undecided: ["open", "not decided"],
} as const;

function Rule({
  rule: { sentence, result, witness, why, mitigation },
}: {
  readonly rule: CheckedClaim;
}) {
  const [tone, word] = words[result];
  return (
    <Disclosure
      openAtFirst={false}
      className="px-1"
      head={
        <span className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-2">
          <span className="break-words text-sm">{sentence}</span>
          <span className="pt-0.5">
            <StateWord tone={tone}>{word}</StateWord>
          </span>
        </span>
      }
    >
      {() => (
        <div className="stack mb-2 ml-[18px] gap-1.5 text-soft text-xs">
          {result === "proved" && <p>No request that AWS can send breaks this rule.</p>}
          {why && <p>Not decided: {why}.</p>}
          {mitigation && <p>{mitigation.text}</p>}
          {witness && (
            <>
              <p>This request is allowed, if an IAM policy of its principal allows it:</p>
              <RequestTable request={witness.request} />
            </>
          )}
        </div>
      )}
    </Disclosure>
  );
}
