import { lintRules, type Severity } from "#keyhole";
import type { LocatedFinding } from "../check/located-finding.ts";
import { version } from "../version.ts";

/** A failure that stands in no line: a step that stops, a claim that is refuted. */
export interface WorkFailure {
  readonly ruleId: "import-stops" | "claim-refuted" | "not-decided" | "incomplete";
  readonly message: string;
  /** The file of the answers. */
  readonly path: string;
  readonly fingerprint: string;
}

const failureRules: Readonly<Record<WorkFailure["ruleId"], string>> = {
  "import-stops": "A step of the import is denied.",
  "claim-refuted": "A claim about all requests is refuted.",
  "not-decided": "A request or a claim is not decided.",
  incomplete: "An answer or a document is incomplete.",
};

const levels: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  error: "error",
  security: "error",
  warning: "warning",
  suggestion: "note",
};

/** GitHub's code scanning shows at most 5,000 results of a run (GitHub Docs, “SARIF support for code scanning”). */
const mostResults = 5_000;

/**
 * A SARIF 2.1.0 log (OASIS, “Static Analysis Results Interchange Format”): findings with the lines of their files, what
 * the reader accepted as suppressed, and failures at the file of the answers. `at` is where rule pages are.
 */
export function sarifOf(
  findings: readonly LocatedFinding[],
  failures: readonly WorkFailure[],
  at: string | undefined,
): string {
  const results = [...failures.map(failureResult), ...findings.map(findingResult)];
  const used = new Set(results.map(({ ruleId }) => ruleId));
  const rules = [
    ...Object.entries(failureRules).flatMap(([id, text]) =>
      used.has(id) ? [{ id, shortDescription: { text } }] : [],
    ),
    ...lintRules
      .filter(({ id }) => used.has(id))
      .map(({ id, severity, docs }) => ({
        id,
        shortDescription: { text: docs.what },
        fullDescription: { text: docs.why },
        help: { text: `${docs.what}\n\n${docs.why}\n\nSource: ${docs.source}` },
        helpUri: at === undefined ? docs.source : `${at}#rule/${id}`,
        defaultConfiguration: { level: levels[severity] },
        properties: {
          tags: severity === "security" ? ["security"] : [],
          ...(severity === "security" ? { "security-severity": "7.0" } : {}),
        },
      })),
  ];
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "Keyhole", semanticVersion: version, rules } },
        columnKind: "utf16CodeUnits",
        results: results.slice(0, mostResults),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function failureResult({ ruleId, message, path, fingerprint }: WorkFailure) {
  return {
    ruleId,
    level: ruleId === "not-decided" ? "warning" : "error",
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path) } } }],
    partialFingerprints: { "keyhole/v1": fingerprint },
  };
}

function findingResult(finding: LocatedFinding) {
  const { rule, severity, message, path, title, inFile, start, end, fingerprint } = finding;
  const region = {
    startLine: start.line,
    startColumn: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
  const location = path === undefined ? {} : { artifactLocation: { uri: uriOf(path) } };
  return {
    ruleId: rule,
    level: levels[severity],
    message: { text: inFile ? message : `${title}, line ${start.line}: ${message}` },
    locations: [
      {
        ...(path === undefined
          ? {}
          : { physicalLocation: { ...location, ...(inFile ? { region } : {}) } }),
        logicalLocations: [{ name: title, fullyQualifiedName: finding.documentId }],
      },
    ],
    partialFingerprints: { "keyhole/v1": fingerprint },
    ...(finding.accepted
      ? { suppressions: [{ kind: "external", justification: acceptedBy[finding.accepted] }] }
      : {}),
  };
}

const acceptedBy = {
  ignored: "The rule is ignored in this document.",
  baseline: "The finding is in the baseline.",
} as const;

/** A path as a relative URI. */
function uriOf(path: string): string {
  return path
    .replaceAll("\\", "/")
    .replace(/^\.\//, "")
    .split("/")
    .map((part) => encodeURIComponent(part))
    .join("/");
}
