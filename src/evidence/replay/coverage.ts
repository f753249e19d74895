import type { LoggedPlace } from "../log/read-log.ts";

/** What a log covers of one account in one region. */
export interface CoveredPlace {
  readonly account: string;
  readonly region: string;
  readonly events: number;
  /** Events of KMS by anyone: none means that the trail may leave KMS out. */
  readonly ofKms: number;
  /** Those that only read, such as Decrypt and DescribeKey: a trail may log only writes. */
  readonly kmsReads: number;
  readonly ofSts: number;
}

/** What a log covers at all. */
export interface Coverage {
  readonly events: number;
  /** ISO time of the first and last event; left out if no event has a time. */
  readonly first?: string;
  readonly last?: string;
  /** Days (UTC) with at least one event. */
  readonly days: number;
  readonly places: readonly CoveredPlace[];
  /** Places past the most that are kept. */
  readonly morePlaces: number;
}

const mostPlaces = 5_000;
const mostDays = 10_000;

/** Counts where and when events were logged. */
export function createCoverage() {
  const places = new Map<string, { -readonly [Name in keyof CoveredPlace]: CoveredPlace[Name] }>();
  const days = new Set<string>();
  let events = 0;
  let morePlaces = 0;
  let first: string | undefined;
  let last: string | undefined;
  return {
    note: ({ time, region, account }: LoggedPlace, service?: "kms" | "sts", readOnly = false) => {
      events += 1;
      if (time !== undefined && /^\d{4}-\d\d-\d\dT/.test(time)) {
        if (first === undefined || time < first) first = time;
        if (last === undefined || time > last) last = time;
        if (days.size < mostDays) days.add(time.slice(0, 10));
      }
      if (region === undefined || account === undefined) return;
      const name = `${account} ${region}`;
      let place = places.get(name);
      if (!place) {
        if (places.size >= mostPlaces) {
          morePlaces += 1;
          return;
        }
        place = { account, region, events: 0, ofKms: 0, kmsReads: 0, ofSts: 0 };
        places.set(name, place);
      }
      place.events += 1;
      if (service === "kms") place.ofKms += 1;
      if (service === "kms" && readOnly) place.kmsReads += 1;
      if (service === "sts") place.ofSts += 1;
    },
    result: (): Coverage => ({
      events,
      ...(first === undefined ? {} : { first }),
      ...(last === undefined ? {} : { last }),
      days: days.size,
      places: [...places.values()].toSorted((a, b) =>
        `${a.account} ${a.region}` < `${b.account} ${b.region}` ? -1 : 1,
      ),
      morePlaces,
    }),
  };
}

/** KMS operations that CloudTrail logs as reads. Source: KMS Developer Guide, “Logging with CloudTrail” (excluding events). */
const readOperations =
  /^(?:Decrypt|DeriveSharedSecret|Describe\w*|Encrypt|GenerateDataKey\w*|GenerateMac|GenerateRandom|Get\w*|List\w*|ReEncrypt\w*|Sign|Verify\w*)$/;

/**
 * Why a log does not show whether an action was called in an account and regions. Returns `undefined` if it does: its trail
 * logged other KMS calls there, so it would have logged this one.
 */
export function whyNotWatched(
  { places, morePlaces }: Coverage,
  action: string,
  account: string,
  regions: readonly string[],
): string | undefined {
  const [service = "", name = ""] = action.split(":");
  if (morePlaces > 0) return "the log has more accounts and regions than are counted";
  const own = places.filter((place) => place.account === account);
  if (service.toLowerCase() === "sts")
    return own.some(({ ofSts }) => ofSts > 0)
      ? undefined
      : `the log has no STS event of account ${account}`;
  if (service.toLowerCase() !== "kms") return `only calls of KMS and STS are read`;
  const isRead = readOperations.test(name);
  const blind = regions.filter((region) => {
    const place = own.find((one) => one.region === region);
    return !place || (isRead ? place.kmsReads : place.ofKms) === 0;
  });
  if (blind.length === 0) return undefined;
  const events = isRead ? "KMS event that reads" : "KMS event";
  return `the log has no ${events} of account ${account} in ${blind.join(" and ")}`;
}
