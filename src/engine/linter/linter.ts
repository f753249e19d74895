import { type DocumentKind, parseDocument } from "#policy";
import type { ServiceReference } from "#policy/services/core";
import { createReachCache, type ReachCache } from "../reach/reach-cache.ts";
import { linted } from "./document/build.ts";
import type { StatementView } from "./document/view.ts";
import { fixAll } from "./fix-all.ts";
import type { Rule, Unparsed } from "./rule.ts";
import { everyKind } from "./rule-kinds.ts";
import { rules } from "./rules.ts";
import type { Finding, KnownScenario, Lint, LintOptions, Place, Problem } from "./types.ts";

/** A linter that goes by one reference of AWS's services. */
export interface Linter {
  /**
   * What is wrong with a policy document, by place; of several findings at one place the more special comes first.
   * Text that does not parse gives its syntax errors and nothing else. Never throws, whatever is given: what is no text
   * counts as an empty one, a kind that there is not as an identity policy, any other option as not given.
   */
  readonly lint: Lint;
  /**
   * The text with a rule's every finding repaired that has a repair: each as by its own fix, those that touch one
   * another one after the other. The text itself where there is none, or where the repairs of broken JSON undo one
   * another. Never throws, whatever the text.
   */
  readonly fixAll: (text: string, rule: string, options: LintOptions) => string;
}

/**
 * A linter that goes by a reference. One that does not cover all services is for texts that `namesOnly` them: of others
 * it throws. `onWork` is called before each lint, also of those that `fixAll` makes.
 */
export function createLinter(services: ServiceReference, onWork: () => void = () => {}): Linter {
  const reachCache = createReachCache(mostClasses);
  const allowsIn = createAllowsReader(services, reachCache);
  const lint: Lint = (given, options) => {
    onWork();
    const text = typeof given === "string" ? given : "";
    const { kind, account, known, beside } = readOptions(options);
    const parsed = parseDocument(text);
    const problemsOf = parsed.ok
      ? checking(
          (rule) => rule.check,
          linted(
            services,
            text,
            parsed.tree,
            kind,
            account,
            reachCache,
            known,
            allowsIn(beside, kind, account),
          ),
        )
      : checking((rule) => rule.checkUnparsed, unparsed(text, parsed));
    const replaced = new Set<string>();
    const findings: (Finding & { order: number; within: Place | undefined })[] = [];
    for (const [order, rule] of rules.entries()) {
      if (!rule.kinds.includes(kind)) continue;
      if (rule.withoutErrors && findings.some(({ severity }) => severity === "error")) continue;
      const places = new Set<string>();
      for (const problem of problemsOf(rule)) {
        const place = `${problem.at.start}-${problem.at.end}`;
        if (places.has(place)) continue;
        if (replaced.has(place)) continue;
        places.add(place);
        if (rule.replacesOthers) replaced.add(place);
        findings.push({ ...finding(rule, problem), order, within: problem.within });
      }
    }
    findings.sort((one, other) => one.start - other.start || one.order - other.order);
    return findings
      .filter((one) => !findings.some((other) => explains(other, one)))
      .map(({ order: _, within: __, ...rest }) => rest);
  };
  return { lint, fixAll: (text, rule, options) => fixAll(lint, text, rule, options) };
}

function readOptions(options: LintOptions): Required<LintOptions> {
  const given: Partial<Record<keyof LintOptions, unknown>> = isObject(options) ? options : {};
  const regions = isObject(given.known) ? texts((given.known as KnownScenario).regions) : undefined;
  return {
    kind: everyKind.find((kind) => kind === given.kind) ?? "identity",
    account: typeof given.account === "string" ? given.account : "",
    known: regions ? { regions } : {},
    beside: texts(given.beside) ?? [],
  };
}

const isObject = (value: unknown) => typeof value === "object" && value !== null;

const texts = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) ? value.filter((entry) => typeof entry === "string") : undefined;

const mostReadBeside = 512;

/** Enough for the questions about the documents of one work: the next keystroke asks most of them again. */
const mostClasses = 400;

/**
 * Reads what a role's other policies allow; those that do not parse say nothing. Each policy of a role stands beside
 * all its others, which may be hundreds: it is read once.
 */
function createAllowsReader(services: ServiceReference, reachCache: ReachCache) {
  const read = new Map<
    string,
    {
      readonly kind: DocumentKind;
      readonly account: string;
      readonly allows: readonly StatementView[];
    }
  >();
  return (beside: readonly string[], kind: DocumentKind, account: string) =>
    beside.flatMap((text) => {
      const known = read.get(text);
      if (known?.kind === kind && known.account === account) return known.allows;
      const parsed = parseDocument(text);
      const allows = parsed.ok
        ? linted(services, text, parsed.tree, kind, account, reachCache).allows
        : [];
      if (read.size >= mostReadBeside) read.clear();
      read.set(text, { kind, account, allows });
      return allows;
    });
}

const checking =
  <T>(choose: (rule: Rule) => ((subject: T) => Iterable<Problem>) | undefined, subject: T) =>
  (rule: Rule): Iterable<Problem> =>
    choose(rule)?.(subject) ?? [];

function unparsed(
  text: string,
  parsed: Exclude<ReturnType<typeof parseDocument>, { ok: true }>,
): Unparsed {
  const isJson = parsed.tree !== undefined && parsed.tree.type !== "object" && readsAsJson(text);
  return { text, problems: parsed.problems, wholeValue: isJson ? parsed.tree : undefined };
}

function readsAsJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Whether one finding says why the whole that another finding is about is at fault. */
function explains(
  { severity, start, end, within: whole }: Finding & { within: Place | undefined },
  { within }: { within: Place | undefined },
): boolean {
  if (!within || whole || severity === "suggestion") return false;
  return start >= within.start && end <= within.end;
}

function finding(rule: Rule, { at, message, severity, fix }: Problem): Finding {
  return {
    rule: rule.id,
    severity: severity ?? rule.severity,
    message,
    start: at.start,
    end: at.end,
    ...(fix ? { fix } : {}),
  };
}
