import {
  checkRegions,
  createDocumentIndexCache,
  type DocumentIndexCache,
  type OtherUserRun,
  type PartRun,
  platformPart,
  runByPart,
  type ScenarioDocument,
  summarise,
} from "#acquisition";
import type { Linter } from "#engine/linter";
import {
  accountsInRun,
  isLarge,
  regionsOfImport,
  type Scenario,
  validateScenario,
} from "#scenario";
import { type AccountRun, accountRuns, claimsOf } from "./account-runs.ts";
import { type EqualAccount, equalAccounts } from "./equal/equal-accounts.ts";
import { createFindingsCache } from "./findings.ts";
import { statusOf, stoppedUsers } from "./status.ts";
import type { AccountVerdict, ClaimResult, FoundRule, Run, Subject, Verdict } from "./types.ts";

/** Verifies subjects one after the other. What a change of the subject does not affect is kept from the call before. */
export interface Verifier {
  /** The whole verdict but its claims, in small steps: the import, the abuses, the regions, the findings, the status. */
  readonly verify: (subject: Subject, linter: Linter) => Generator<void, Verdict>;
  /** The same of one account (a target's id, or `platform`): its steps and abuses, its own documents' findings. */
  readonly verifyAccount: (
    subject: Subject,
    partId: string,
    linter: Linter,
  ) => Generator<void, Verdict>;
  /** The claims about a subject, or about one account of it, group by group. What an edit does not affect is kept. */
  readonly claims: (subject: Subject, partId?: string) => Generator<readonly ClaimResult[], void>;
  /**
   * Verdicts on all accounts, in the order of the answers. The caller decides how many it takes at a time. Accounts that
   * differ in nothing but their names are decided once.
   */
  readonly verifyAccounts: (subject: Subject, linter: Linter) => Generator<AccountVerdict>;
  /** The whole verdict and its claims, account by account. Every claim is decided, however long that takes. */
  readonly verifyInSteps: (
    subject: Subject,
    linter: Linter,
  ) => Generator<Progress, { readonly verdict: Verdict; readonly claims: readonly ClaimResult[] }>;
  /**
   * What a report shows of each account, in the order of the answers; at the end, what the linter finds in documents that
   * belong to no account. Accounts that differ in nothing but their names are decided once.
   */
  readonly runAccounts: (subject: Subject, linter: Linter) => Generator<AccountRun>;
}

interface Progress {
  readonly done: number;
  readonly of: number;
}

/** Accounts are compared with each other if so many have to be decided. */
const fewestToCompare = 20;

interface KeptVerdict {
  readonly documents: readonly ScenarioDocument[];
  readonly verdict: AccountVerdict;
}

/**
 * A verifier that keeps what it found last, for a caller that asks again after each edit. `indexes` is shared with a
 * caller that also explains requests of the same subjects; `onWork` is called while a large subject is read.
 */
export function createVerifier(
  indexes: DocumentIndexCache = createDocumentIndexCache(),
  onWork: () => void = () => {},
): Verifier {
  const importRegions = keepingLast(regionsOfImport);
  const findings = createFindingsCache(importRegions);
  const problems = keepingLast((scenario) => firstError(scenario)?.message);
  let kept:
    | (Pick<Subject, "scenario" | "layers"> & {
        named: string;
        byPart: ReadonlyMap<string, KeptVerdict>;
      })
    | null = null;

  const verdictOf = (
    subject: Subject,
    run: Run,
    found: Verdict["findings"],
    problem: string | undefined,
    documents: readonly ScenarioDocument[],
    otherUsers: readonly OtherUserRun[],
  ): Verdict => {
    const { scenario } = subject;
    return {
      status: statusOf({ scenario, problem, ...run, findings: found, otherUsers }),
      ...run,
      otherUsers,
      regions: checkRegions(scenario, documents, run.steps, importRegions(scenario)),
      findings: found,
    };
  };

  return {
    verify: function* (subject, linter) {
      const { scenario, documents, layers } = subject;
      const found = yield* findings.inAll(linter, subject);
      const parts = runByPart(scenario, documents, { layers, indexes });
      const runs: PartRun[] = [];
      for (const partId of parts.partIds) runs.push(yield* parts.decideInSteps(partId));
      const steps = runs.flatMap((run) => run.steps);
      const probes = runs.flatMap((run) => run.probes);
      const run = { summary: summarise(scenario, steps, probes), steps, probes };
      const users = runs.flatMap(({ otherUsers }) => otherUsers);
      return verdictOf(subject, run, found, problems(scenario), documents, users);
    },
    verifyAccount: function* (subject, partId, linter) {
      const { scenario, documents, layers } = subject;
      const parts = runByPart(scenario, documents, { layers, indexes });
      const { steps, probes, otherUsers, documents: own } = yield* parts.decideInSteps(partId);
      const run = { summary: summarise(scenario, steps, probes), steps, probes };
      const found = findings.inSome(linter, subject, own);
      // The platform's documents are checked region by region with each account that they serve.
      const regional = partId === platformPart ? [] : parts.relevantTo(partId);
      const problem = problemOfPart(scenario, partId);
      return verdictOf(subject, run, found, problem, regional, otherUsers);
    },
    // The platform's claims are about the keys of all accounts: of a large scenario they would take minutes.
    claims: function* (subject, partId) {
      if (partId === platformPart && isLarge(subject.scenario)) return;
      yield* claimsOf(subject, partId, indexes);
    },
    *verifyAccounts(subject, linter) {
      const { scenario, documents, layers } = subject;
      const parts = runByPart(scenario, documents, { layers, indexes });
      const { named } = parts;
      const documentsOf = new Map(parts.partIds.map((id) => [id, parts.relevantTo(id)] as const));
      const byPart = new Map(
        kept?.scenario === scenario && kept.layers === layers && kept.named === named
          ? kept.byPart
          : undefined,
      );
      kept = { scenario, layers, named, byPart };
      const keptOf = (partId: string) => {
        const known = byPart.get(partId);
        const isSame = known && haveSameTexts(known.documents, documentsOf.get(partId) ?? []);
        return isSame ? known.verdict : undefined;
      };
      // Where an edit changed a few accounts, comparing all of them would cost more than deciding these.
      const open = parts.partIds.filter((partId) => !keptOf(partId));
      const equal =
        open.length < fewestToCompare
          ? new Map<string, EqualAccount>()
          : equalAccounts(subject, named, onWork);
      const decide = (partId: string): AccountVerdict => {
        const { steps, probes, otherUsers, documents: own } = parts.decide(partId);
        const stopped = stoppedUsers(otherUsers);
        return {
          partId,
          summary: summarise(scenario, steps, probes),
          ...(stopped.length > 0 ? { usersStopped: stopped } : {}),
          found: countByRule(findings.inSome(linter, subject, own)),
        };
      };
      for (const partId of parts.partIds) {
        const same = equal.get(partId);
        const decided = same && keptOf(same.partId);
        const verdict = keptOf(partId) ?? (decided ? same.exchanged(decided) : decide(partId));
        byPart.set(partId, { documents: documentsOf.get(partId) ?? [], verdict });
        yield verdict;
      }
    },
    verifyInSteps: function* (subject, linter) {
      const { scenario, documents } = subject;
      const of = accountsInRun(scenario);
      const options = { linter, indexes, findings, onWork, withEveryClaim: true };
      const runs: AccountRun[] = [];
      for (const run of accountRuns(subject, options)) {
        runs.push(run);
        yield { done: Math.min(runs.length, of), of };
      }
      const steps = runs.flatMap((run) => run.steps);
      const probes = runs.flatMap((run) => run.probes);
      const byId = Object.assign({}, ...runs.map((run) => run.findings));
      const found = { ...inOrder(byId, documents), ...findings.inLayers(linter, subject) };
      const run = { summary: summarise(scenario, steps, probes), steps, probes };
      const users = runs.flatMap(({ otherUsers }) => otherUsers);
      const verdict = verdictOf(subject, run, found, problems(scenario), documents, users);
      return { verdict, claims: runs.flatMap(({ claims }) => claims) };
    },
    runAccounts: (subject, linter) =>
      accountRuns(subject, { linter, indexes, findings, onWork, withEveryClaim: false }),
  };
}

/** Findings in the order of the documents. */
function inOrder(
  findings: Verdict["findings"],
  documents: readonly ScenarioDocument[],
): Verdict["findings"] {
  return Object.fromEntries(documents.map(({ id }) => [id, findings[id] ?? []]));
}

/** Computes a value of the answers, and keeps it until it is asked for with other answers. */
function keepingLast<Value>(make: (scenario: Scenario) => Value): (scenario: Scenario) => Value {
  let last: { scenario: Scenario; value: Value } | undefined;
  return (scenario) => {
    if (last?.scenario !== scenario) last = { scenario, value: make(scenario) };
    return last.value;
  };
}

/** The first missing or invalid answer. */
function firstError(scenario: Scenario) {
  return validateScenario(scenario).find(({ severity }) => severity === "error");
}

/** As for the whole scenario, of one account's answers and the platform's. Other accounts are not validated. */
function problemOfPart(scenario: Scenario, partId: string): string | undefined {
  const targets = scenario.targets.filter(({ id }) => id === partId);
  const error = validateScenario({ ...scenario, targets }).find(
    ({ severity, path }) => severity === "error" && (targets.length > 0 || path !== "targets"),
  );
  return error?.message;
}

function haveSameTexts(
  before: readonly ScenarioDocument[],
  now: readonly ScenarioDocument[],
): boolean {
  return (
    before.length === now.length &&
    before.every((document, index) => document.text === now[index]?.text)
  );
}

function countByRule(findings: Verdict["findings"]): readonly FoundRule[] {
  const found = new Map<string, FoundRule>();
  for (const [documentId, ofDocument] of Object.entries(findings))
    for (const { rule, severity } of ofDocument) {
      const name = `${documentId} ${rule} ${severity}`;
      const count = (found.get(name)?.count ?? 0) + 1;
      found.set(name, { documentId, rule, severity, count });
    }
  return [...found.values()];
}
