import {
  claimsInSteps,
  type DocumentIndexCache,
  type Probe,
  platformPart,
  type RunByPart,
  runByPart,
  type Step,
} from "#acquisition";
import type { Linter } from "#engine/linter";
import { isLarge } from "#scenario";
import { equalAccounts } from "./equal/equal-accounts.ts";
import type { FindingsCache } from "./findings.ts";
import type { ClaimResult, Subject, Verdict } from "./types.ts";
import { withoutContext } from "./without-context.ts";

/** One account's share of a run, with its own documents' findings. */
export type AccountRun = Required<
  Pick<Verdict, "steps" | "probes" | "otherUsers" | "findings" | "claims">
>;

/** What decides the runs of all accounts. */
export interface AccountRunOptions {
  readonly linter: Linter;
  readonly indexes: DocumentIndexCache;
  readonly findings: FindingsCache;
  readonly onWork: () => void;
  /** Whether to decide all claims however long that takes; otherwise those of a large scenario only if they are few. */
  readonly withEveryClaim: boolean;
}

/** Of a large scenario so many different accounts have few claims. */
const mostWithFewClaims = 200;

/**
 * The run of every account, in the order of the answers, then of the platform's own; at the end, what the linter finds in
 * documents that belong to no account. Accounts that differ in nothing but their names are decided once. Of a large
 * scenario the requests of what is as it should be have no contexts: they would not fit into memory.
 */
export function* accountRuns(
  subject: Subject,
  { linter, indexes, findings, onWork, withEveryClaim }: AccountRunOptions,
): Generator<AccountRun, void> {
  const { scenario, documents, layers } = subject;
  const parts = runByPart(scenario, documents, { layers, indexes });
  const equal = equalAccounts(subject, parts.named, onWork);
  const decided = new Map<string, AccountRun>();
  const large = isLarge(scenario);
  const hasFewClaims = !large || parts.partIds.length - equal.size <= mostWithFewClaims;
  const decide = (partId: string): AccountRun => {
    const { steps, probes, otherUsers, documents: own } = parts.decide(partId);
    const hasClaims = withEveryClaim || (hasFewClaims && !(large && partId === platformPart));
    return {
      steps: large ? steps.map(withFewContexts) : steps,
      probes: large ? probes.map(withFewContexts) : probes,
      otherUsers,
      findings: findings.inSome(linter, subject, own),
      claims: hasClaims ? [...claimsOf(subject, partId, indexes)].flat() : [],
    };
  };
  for (const partId of parts.partIds) {
    const same = equal.get(partId);
    const known = same && decided.get(same.partId);
    const run = known ? same.exchanged(known) : decide(partId);
    if (!known && equal.size > 0) decided.set(partId, run);
    yield run;
  }
  const rest = ofNoAccount(subject, parts);
  const found = findings.inSome(linter, subject, rest);
  yield { steps: [], probes: [], otherUsers: [], claims: [], findings: found };
}

/** What fails and what is not decided: its requests are what a reader looks at. */
const statesWithContexts: ReadonlySet<string> = new Set(["broken", "unknown", "open", "blocked"]);

function withFewContexts<Item extends Step | Probe>(item: Item): Item {
  return statesWithContexts.has(item.state) ? item : withoutContext(item);
}

function ofNoAccount({ documents }: Subject, { partIds }: RunByPart): Subject["documents"] {
  const owners = new Set(partIds);
  return documents.filter(({ owner }) => !owners.has(owner));
}

/** The claims about a subject, or about one account of it, group by group. */
export function* claimsOf(
  { scenario, documents, layers }: Subject,
  partId: string | undefined,
  indexes: DocumentIndexCache,
): Generator<readonly ClaimResult[], void> {
  for (const claims of claimsInSteps(scenario, documents, partId, { layers, indexes }))
    yield claims.map(({ witness, ...claim }) =>
      witness ? { ...claim, witness: witness.request } : claim,
    );
}
