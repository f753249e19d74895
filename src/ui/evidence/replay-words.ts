import type { Coverage, Replay, ReplayState } from "#evidence";
import type { StateTone } from "../parts/state-word.tsx";

/** What a state says, with its tone. */
export const stateWords: Readonly<Record<ReplayState, readonly [tone: StateTone, words: string]>> =
  {
    stops: ["bad", "AWS allowed it, these documents stop it"],
    differs: ["caution", "AWS denied it, these documents allow it"],
    unknown: ["open", "Not decided"],
    refused: ["open", "AWS denied it, and so do these documents"],
    failed: ["open", "Ended in another error, which says nothing about permissions"],
    passes: ["good", "Passes"],
  };

/** The result in one sentence. */
export function replaySentence({ counts, calls }: Replay): string {
  if (calls.length === 0) return "The log has no call of the import’s roles.";
  const count = (number: number, words: string) =>
    number > 0 ? [`${number.toLocaleString("en-US")} ${words}`] : [];
  return `${[
    ...count(counts.stops, "would stop"),
    ...count(counts.differs, "were denied by AWS though these documents allow them"),
    ...count(counts.unknown, "are not decided"),
    ...count(counts.passes, "pass"),
    ...count(counts.refused, "were denied, as here"),
    ...count(counts.failed, "failed for other reasons"),
  ].join(", ")}.`;
}

/** What the log covers and what it cannot show. */
export function coverageSentences(replay: Replay): readonly string[] {
  const { coverage, unnamed, byOthers, repeated, callsLeftOut } = replay;
  const plural = (count: number, one: string, many: string) =>
    `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
  return [
    `${plural(coverage.events, "event", "events")} on ${plural(coverage.days, "day", "days")}${span(coverage)}.`,
    ...coverage.places.slice(0, 8).map(placeSentence),
    ...(coverage.places.length > 8 ? [`${coverage.places.length - 8} more places.`] : []),
    "AWS logs a denied call only in the caller’s account. A trail may leave out KMS events, or events that only read.",
    ...(unnamed > 0
      ? [
          `${plural(unnamed, "call does", "calls do")} not name the caller: add the log of the caller’s account.`,
        ]
      : []),
    ...(byOthers > 0 ? [`${plural(byOthers, "call", "calls")} by others: not decided.`] : []),
    ...(repeated > 0 ? [`${plural(repeated, "event was", "events were")} there twice.`] : []),
    ...(callsLeftOut > 0 ? [`${plural(callsLeftOut, "more call", "more calls")} not listed.`] : []),
  ];
}

function span({ first, last }: Coverage): string {
  return first && last ? `, from ${first} to ${last}` : "";
}

function placeSentence({ account, region, events, ofKms, kmsReads }: Coverage["places"][number]) {
  const kms =
    ofKms === 0
      ? "none of KMS: its trail may leave KMS out"
      : kmsReads === 0
        ? `${ofKms} of KMS, none that only reads`
        : `${ofKms} of KMS`;
  return `${account} in ${region}: ${events.toLocaleString("en-US")} events, ${kms}.`;
}
