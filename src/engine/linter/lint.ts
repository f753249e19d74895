import { type DocumentKind, parseDocument } from "#policy";
import { linted } from "./document/build.ts";
import type { StatementView } from "./document/view.ts";
import { everyKind } from "./rule-kinds.ts";
import { rules } from "./rules.ts";
import type { Finding, KnownScenario, LintOptions, Problem, Rule, Unparsed } from "./types.ts";

/**
 * What is wrong with a policy document, by place; of several findings at one place the more special comes first.
 * Text that does not parse gives its syntax errors and nothing else. Never throws, whatever is given: what is no text counts
 * as an empty one, a kind that there is not as an identity policy, any other option as not given.
 */
export function lint(given: string, options: LintOptions): Finding[] {
  const text = typeof given === "string" ? given : "";
  const { kind, account, known, beside } = readOptions(options);
  const parsed = parseDocument(text);
  const problemsOf = parsed.ok
    ? checking(
        (rule) => rule.check,
        linted(text, parsed.tree, kind, account, known, allowsIn(beside, kind, account)),
      )
    : checking((rule) => rule.checkUnparsed, unparsed(text, parsed));
  const findings: (Finding & { order: number })[] = [];
  for (const [order, rule] of rules.entries()) {
    if (!rule.kinds.includes(kind)) continue;
    const places = new Set<string>();
    for (const problem of problemsOf(rule)) {
      const place = `${problem.at.start}-${problem.at.end}`;
      if (places.has(place)) continue;
      places.add(place);
      findings.push({ ...finding(rule, problem), order });
    }
  }
  findings.sort((one, other) => one.start - other.start || one.order - other.order);
  return findings.map(({ order: _, ...rest }) => rest);
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

/** What the role's other policies allow; those that do not parse say nothing. */
const allowsIn = (beside: readonly string[], kind: DocumentKind, account: string) =>
  beside.flatMap((text) => {
    const known = readBeside.get(text);
    if (known?.kind === kind && known.account === account) return known.allows;
    const parsed = parseDocument(text);
    const allows = parsed.ok ? linted(text, parsed.tree, kind, account).allows : [];
    if (readBeside.size >= mostReadBeside) readBeside.clear();
    readBeside.set(text, { kind, account, allows });
    return allows;
  });

/** Each policy of a role stands beside all its others, which may be hundreds: it is read once. */
const readBeside = new Map<
  string,
  {
    readonly kind: DocumentKind;
    readonly account: string;
    readonly allows: readonly StatementView[];
  }
>();
const mostReadBeside = 512;

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
