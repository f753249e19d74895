import {
  checkRegions,
  claimsInSteps,
  createDocumentIndexCache,
  type DocumentIndexCache,
  type OtherUserRun,
  platformPart,
  runByPart,
  runOtherUsers,
  type ScenarioDocument,
  summarise,
} from "#acquisition";
import type { Linter } from "#engine/linter";
import { isLarge, regionsOfImport, type Scenario, validateScenario } from "#scenario";
import { createFindingsCache } from "./findings.ts";
import { runOf } from "./run.ts";
import { statusOf, stoppedUsers } from "./status.ts";
import type { AccountVerdict, ClaimResult, FoundRule, Run, Subject, Verdict } from "./types.ts";
import { withoutContext } from "./without-context.ts";

/** Verifies subjects one after the other. What a change of the subject does not affect is kept from the call before. */
export interface Verifier {
  /** The whole verdict but its claims: the import, the abuses, the regions, the findings, the status. */
  readonly verify: (subject: Subject, linter: Linter) => Verdict;
  /** The verdict on one account (a target's id, or `platform`): its steps and abuses, its own documents' findings. */
  readonly verifyAccount: (subject: Subject, partId: string, linter: Linter) => Verdict;
  /** The claims about a subject, or about one account of it, group by group. What an edit does not affect is kept. */
  readonly claims: (subject: Subject, partId?: string) => Generator<readonly ClaimResult[], void>;
  /** Verdicts on all accounts, in the order of the answers. The caller decides how many it takes at a time. */
  readonly verifyAccounts: (subject: Subject, linter: Linter) => Generator<AccountVerdict>;
  /**
   * What a report shows of each account, in the order of the answers, without the requests' contexts; at the end, what
   * the linter finds in documents that belong to no account.
   */
  readonly runAccounts: (subject: Subject, linter: Linter) => Generator<AccountRun>;
}

/** One account's share of a run, with its own documents' findings. */
export type AccountRun = Required<
  Pick<Verdict, "steps" | "probes" | "otherUsers" | "findings" | "claims">
>;

interface KeptVerdict {
  readonly documents: readonly ScenarioDocument[];
  readonly verdict: AccountVerdict;
}

/**
 * A verifier that keeps what it found last, for a caller that asks again after each edit. `indexes` is shared with a
 * caller that also explains requests of the same subjects.
 */
export function createVerifier(indexes: DocumentIndexCache = createDocumentIndexCache()): Verifier {
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
    verify: (subject, linter) => {
      const { scenario, documents, layers } = subject;
      const found = findings.inAll(linter, subject);
      const run = runOf(subject, indexes);
      const users = runOtherUsers(scenario, documents, { layers, indexes });
      return verdictOf(subject, run, found, problems(scenario), documents, users);
    },
    verifyAccount: (subject, partId, linter) => {
      const { scenario, documents, layers } = subject;
      const parts = runByPart(scenario, documents, { layers, indexes });
      const { steps, probes, otherUsers, documents: own } = parts.decide(partId);
      const run = { summary: summarise(scenario, steps, probes), steps, probes };
      const found = findings.inSome(linter, subject, own);
      // The platform's documents are checked region by region with each account that they serve.
      const regional = partId === platformPart ? [] : parts.relevantTo(partId);
      const problem = problemOfPart(scenario, partId);
      return verdictOf(subject, run, found, problem, regional, otherUsers);
    },
    claims: (subject, partId) => claimsOf(subject, partId, indexes),
    *verifyAccounts(subject, linter) {
      const { scenario, documents, layers } = subject;
      const parts = runByPart(scenario, documents, { layers, indexes });
      const { named } = parts;
      const byPart = new Map(
        kept?.scenario === scenario && kept.layers === layers && kept.named === named
          ? kept.byPart
          : undefined,
      );
      kept = { scenario, layers, named, byPart };
      for (const partId of parts.partIds) {
        const relevant = parts.relevantTo(partId);
        const known = byPart.get(partId);
        if (known && haveSameTexts(known.documents, relevant)) {
          yield known.verdict;
          continue;
        }
        const { steps, probes, otherUsers, documents: own } = parts.decide(partId);
        const stopped = stoppedUsers(otherUsers);
        const verdict: AccountVerdict = {
          partId,
          summary: summarise(scenario, steps, probes),
          ...(stopped.length > 0 ? { usersStopped: stopped } : {}),
          found: countByRule(findings.inSome(linter, subject, own)),
        };
        byPart.set(partId, { documents: relevant, verdict });
        yield verdict;
      }
    },
    *runAccounts(subject, linter) {
      const parts = runByPart(subject.scenario, subject.documents, {
        layers: subject.layers,
        indexes,
      });
      const rest = new Set(subject.documents);
      for (const partId of parts.partIds) {
        const { steps, probes, otherUsers, documents } = parts.decide(partId);
        for (const document of documents) rest.delete(document);
        yield {
          steps: steps.map(withoutContext),
          probes: probes.map(withoutContext),
          otherUsers,
          findings: findings.inSome(linter, subject, documents),
          // So many claims take minutes: the report says that they were not decided.
          claims: isLarge(subject.scenario) ? [] : [...claimsOf(subject, partId, indexes)].flat(),
        };
      }
      yield {
        steps: [],
        probes: [],
        otherUsers: [],
        claims: [],
        findings: findings.inSome(linter, subject, [...rest]),
      };
    },
  };
}

/** The platform's claims are about the keys of all accounts: of a large scenario they would take minutes, and none are asked. */
function* claimsOf(
  { scenario, documents, layers }: Subject,
  partId: string | undefined,
  indexes: DocumentIndexCache,
): Generator<readonly ClaimResult[], void> {
  if (partId === platformPart && isLarge(scenario)) return;
  for (const claims of claimsInSteps(scenario, documents, partId, { layers, indexes }))
    yield claims.map(({ witness, ...claim }) =>
      witness ? { ...claim, witness: witness.request } : claim,
    );
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
