import { useRef } from "react";
import { isLeftOpen } from "#acquisition";
import type { ClaimResult } from "#verdict";
import { ReportSection } from "../parts/report-section.tsx";
import { type StateTone, StateWord } from "../parts/state-word.tsx";
import { RepairList } from "../repair/repair-list.tsx";
import { Disclosure } from "./disclosure.tsx";
import { LongList } from "./long-list.tsx";
import { CloseButton, WatchButton } from "./mitigation-card.tsx";
import { RequestTable } from "./request-table.tsx";
import { StatementButtons } from "./statement-buttons.tsx";

interface ClaimSectionProps {
  /** `undefined` while they are being decided: the last ones stay, in grey. */
  readonly claims: readonly ClaimResult[] | undefined;
}

/** The claims: sentences about all requests, those first that do not hold. The user's rules are in another section. */
export function ClaimSection({ claims }: ClaimSectionProps) {
  const shown = useLastClaims(claims)?.filter(({ rule }) => rule === undefined);
  if (shown?.length === 0) return null;
  const [refuted, undecided, proved] = (["refuted", "undecided", "proved"] as const).map(
    (result) => shown?.filter((claim) => claim.result === result) ?? [],
  );
  return (
    <ReportSection
      title="Claims"
      summary={
        shown ? (
          <StateWord tone={toneOfClaims(shown)}>
            {proved?.length} of {shown.length} proved
          </StateWord>
        ) : null
      }
    >
      <p className="mb-2 text-muted text-xs">
        {shown
          ? "Each is about every request that AWS can send, not about samples."
          : "Deciding claims about all requests…"}
      </p>
      <div
        className={claims ? "" : "grayscale transition-[filter] delay-500 duration-0"}
        aria-busy={!claims}
      >
        <Claims claims={[...(refuted ?? []), ...(undecided ?? [])]} />
        {proved && proved.length > 0 && (
          <Disclosure
            heading={3}
            openAtFirst={proved.length === shown?.length && proved.length <= 25}
            className="-mx-2 px-2"
            head={
              <StateWord line tone="good">
                Proved: {proved.length}
              </StateWord>
            }
          >
            {() => <Claims claims={proved} />}
          </Disclosure>
        )}
      </div>
    </ReportSection>
  );
}

/** The claims, and while they are being decided the last ones, so that nothing flickers at a keystroke. */
export function useLastClaims(
  claims: readonly ClaimResult[] | undefined,
): readonly ClaimResult[] | undefined {
  const last = useRef(claims);
  if (claims) last.current = claims;
  return claims ?? last.current;
}

/** The worst of some claims as a tone. */
export function toneOfClaims(claims: readonly ClaimResult[]): StateTone {
  if (claims.some((claim) => claim.result === "refuted" && !isLeftOpen(claim))) return "bad";
  if (claims.some(({ result }) => result === "undecided")) return "open";
  return claims.every(({ result }) => result === "proved") ? "good" : "caution";
}

function Claims({ claims }: { readonly claims: readonly ClaimResult[] }) {
  if (claims.length === 0) return null;
  return (
    <LongList items={claims} most={25} noun="claims" className="-mx-2 px-2">
      {(claim) => (
        <li key={claim.id}>
          <ClaimRow claim={claim} />
        </li>
      )}
    </LongList>
  );
}

const words = { proved: "Proved.", refuted: "Refuted.", undecided: "Not decided." } as const;

/** One claim: its result and sentence; open it for what it takes as given and the request that refutes it. */
export function ClaimRow({ claim }: { readonly claim: ClaimResult }) {
  const { sentence, result, witness, why, mitigation, known } = claim;
  const isOpenByAnswer = result === "refuted" && isLeftOpen(claim);
  const tone =
    result === "proved"
      ? "good"
      : result === "undecided"
        ? "open"
        : isOpenByAnswer
          ? "caution"
          : "bad";
  return (
    <Disclosure
      openAtFirst={false}
      head={
        <StateWord line tone={tone}>
          <span className="font-medium">{words[result]}</span>{" "}
          <span className="break-words text-text">{sentence}</span>
        </StateWord>
      }
      below={
        <div className="mb-1 ml-[18px] grid grid-cols-[minmax(0,1fr)] gap-1 text-xs">
          {witness && (
            <p className="break-words text-soft">
              {isLeftOpen(claim) ? "It is left open" : "This request is allowed"}:{" "}
              <span className="break-all font-mono">{witness.principal}</span> may call{" "}
              <span className="font-mono">{witness.action}</span>.
            </p>
          )}
          {why && <p className="break-words text-soft">{why}</p>}
          {isOpenByAnswer && (
            <div className="flex items-start justify-between gap-2">
              <p className="min-w-0 flex-1 break-words text-muted">{mitigation?.text ?? known}</p>
              <div className="flex shrink-0 gap-1.5">
                <WatchButton probes={[]} claims={[claim]} />
                {mitigation && <CloseButton mitigation={mitigation} />}
              </div>
            </div>
          )}
        </div>
      }
    >
      {() => <ClaimDetails claim={claim} />}
    </Disclosure>
  );
}

function ClaimDetails({ claim }: { readonly claim: ClaimResult }) {
  const { given, whateverElse, witness, places = [] } = claim;
  return (
    <div className="mb-2 ml-[18px] stack gap-2 text-xs">
      {whateverElse && <p>It holds whatever other IAM policies allow.</p>}
      {given.length > 0 && (
        <div>
          <p className="text-muted">Taken as given:</p>
          <ul className="ml-4 list-disc">
            {given.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        </div>
      )}
      {claim.result === "refuted" && <RepairList of="claim" id={claim.id} />}
      {witness && <RequestTable request={witness} />}
      {places.length > 0 && (
        <div>
          <p className="text-muted">Allowed by:</p>
          <StatementButtons places={places} />
        </div>
      )}
      {!whateverElse && given.length === 0 && !witness && (
        <p className="text-muted">It takes nothing as given.</p>
      )}
    </div>
  );
}
