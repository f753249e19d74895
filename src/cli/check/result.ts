import type { Verdict } from "#keyhole";
import type { CommandWork } from "../work/work.ts";
import type { LocatedFinding } from "./located-finding.ts";

/** What `check` found, for every format. */
export interface CheckResult {
  readonly work: CommandWork;
  readonly verdict: Required<Verdict>;
  readonly findings: readonly LocatedFinding[];
  /** Why it falls short; empty if it is clean. */
  readonly fallsShort: readonly string[];
}
