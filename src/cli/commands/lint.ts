import { accountOfPolicy, type Finding, lint as lintText } from "#keyhole";
import { readBaseline } from "../check/baseline.ts";
import { isAsGrave, readFailOn, usually } from "../check/fail-on.ts";
import { type LocatedFinding, locatedFindings } from "../check/located-finding.ts";
import type { LintFormat } from "../formats.ts";
import { findingLines } from "../print/finding-lines.ts";
import { painter } from "../print/paint.ts";
import { printable } from "../print/printable.ts";
import { sarifOf } from "../print/sarif.ts";
import { CouldNotBeDone, type ExitCode, type Terminal } from "../terminal.ts";
import { version } from "../version.ts";
import { brokenFiles, type FilePolicy, policiesIn, type TextFile } from "../work/policy-files.ts";
import { textsOf } from "../work/texts.ts";

/** The options of `keyhole lint`, as the command line has them. */
export interface LintCommandOptions {
  readonly format: LintFormat;
  readonly failOn?: string;
  readonly baseline?: string;
  /** The account of policies that name none. */
  readonly account?: string;
  readonly at?: string;
}

/** `keyhole lint`: what is wrong with the policies in files, without any answers. */
export async function lint(
  paths: readonly string[],
  options: LintCommandOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { format, failOn, account, at } = options;
  const counting = failOn === undefined ? usually : readFailOn(failOn);
  const baseline = await readBaseline(options.baseline, terminal);
  const files = await textsOf(paths.length === 0 ? ["."] : paths, terminal);
  const { policies, notes } = policiesIn(files);
  const broken = brokenFiles(files).map(asPolicy);
  const all = [...policies, ...broken];
  if (all.length === 0)
    throw new CouldNotBeDone(["There is no policy to lint.", ...printable(notes)].join("\n"));
  const found: Record<string, readonly Finding[]> = {};
  const besideOf = otherPoliciesOf(policies);
  for (const policy of all)
    found[policy.id] = lintText(policy.text, {
      kind: policy.kind,
      account: account ?? accountOfPolicy(policy) ?? "",
      beside: besideOf(policy),
    });
  const findings = locatedFindings(all, found, {}, baseline);
  terminal.out(printed(findings, notes, policies.length, format, at, terminal.colours));
  const fails = findings.some(
    ({ accepted, severity }) =>
      !accepted &&
      counting.some((one) => one.what === "finding" && isAsGrave(severity, one.severity)),
  );
  return fails || broken.length > 0 ? 1 : 0;
}

function printed(
  findings: readonly LocatedFinding[],
  notes: readonly string[],
  policies: number,
  format: LintFormat,
  at: string | undefined,
  colours: boolean,
): string {
  if (format === "sarif") return sarifOf(findings, [], at);
  if (format === "json")
    return `${JSON.stringify({ keyhole: version, policies, findings, notes }, null, 2)}\n`;
  const lines = [
    ...(findings.length > 0 ? findingLines(printable(findings), painter(colours)) : []),
    ...printable(notes).map((note) => `note: ${note}`),
    `${policies} ${policies === 1 ? "policy" : "policies"} read, ${findings.length} ${findings.length === 1 ? "finding" : "findings"}.`,
  ];
  return `${lines.join("\n")}\n`;
}

/** A file that is no JSON: its syntax errors are the findings. */
function asPolicy({ path, text }: TextFile): FilePolicy {
  const policy = { kind: "identity", title: path, text, roles: [], boundaryOf: [] } as const;
  const rangeOf = (start: number, end: number) => ({ start, end });
  return { ...policy, id: path, unresolved: [], place: { path, text, rangeOf } };
}

/** The other identity policies of the same role, which `lint` takes into account. */
function otherPoliciesOf(
  policies: readonly FilePolicy[],
): (policy: FilePolicy) => readonly string[] {
  const roleOf = ({ roles }: FilePolicy) => roles[0]?.arn ?? roles[0]?.name;
  return (policy) => {
    const role = roleOf(policy);
    if (policy.kind !== "identity" || role === undefined) return [];
    return policies
      .filter((one) => one !== policy && one.kind === "identity" && roleOf(one) === role)
      .map(({ text }) => text);
  };
}
