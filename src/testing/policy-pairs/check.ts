import { type AccessRequest, authorize, type PolicySet, type ReachQuestion } from "#engine";
import { askPair } from "./ask.ts";
import { readPolicyPairs } from "./policy-pairs.ts";

/** An answer that differs from the published one, with a request for each side on which we find more. */
export interface OtherAnswer {
  readonly pair: string;
  readonly published: string;
  readonly ours: string;
  readonly requests: readonly AccessRequest[];
}

/** How many pairs were compared, and those whose answer is another than the published one. */
export interface PairTally {
  pairs: number;
  asPublished: number;
  undecided: number;
  faults: { readonly problem: string; readonly pair: string; readonly request?: AccessRequest }[];
  notes: OtherAnswer[];
}

const pairs = readPolicyPairs();
/** How many pairs there are: indexes begin at 0. */
export const pairCount = pairs.length;

/** Asks which policy of one pair allows more. Each request that shows it is decided again by `authorize`. */
export function checkPolicyPair(index: number): PairTally {
  const pair = pairs[index];
  const tally: PairTally = { pairs: 1, asPublished: 0, undecided: 0, faults: [], notes: [] };
  if (!pair) return tally;
  const { answer, comparisons } = askPair(pair);
  const requests: AccessRequest[] = [];
  for (const { asked, found } of comparisons) {
    if (found.undecided.length > 0) tally.undecided += 1;
    for (const { why } of found.undecided)
      if (why === "") tally.faults.push({ problem: "undecided without a reason", pair: pair.name });
    for (const [cells, wider, narrower] of [
      [found.gained, asked.after, asked.before],
      [found.lost, asked.before, asked.after],
    ] as const)
      for (const { witness } of cells) {
        const { request } = witness;
        requests.push(request);
        if (isAllowed(request, wider) && !isAllowed(request, narrower)) continue;
        const problem = "authorize decides the request alike for both";
        tally.faults.push({ problem, pair: pair.name, request });
      }
  }
  if (answer === pair.published) tally.asPublished = 1;
  else
    tally.notes.push({
      pair: pair.name,
      published: pair.published,
      ours: answer,
      requests: requests.slice(0, 2),
    });
  return tally;
}

function isAllowed(request: AccessRequest, { policies }: ReachQuestion): boolean {
  return authorize(request, policies as PolicySet, { trace: false }).outcome === "allowed";
}
