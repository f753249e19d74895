import { platformPart, type Summary } from "#acquisition";
import type { Target } from "#scenario";
import type { IgnoredRules } from "#state";
import type { AccountVerdict } from "#verdict";
import type { StateTone } from "../parts/state-word.tsx";

/** One row of the table of accounts. */
export interface AccountRow {
  readonly partId: string;
  readonly account: string;
  /** The account's name and role. */
  readonly name: string;
  readonly summary: Summary;
  /** The names of other users of its keys that stop, or of which it is not decided. */
  readonly usersStopped: readonly string[];
  /** Errors of the linter that are not ignored. */
  readonly errors: number;
  /** The text that the search looks in. */
  readonly text: string;
}

/** The accounts with their verdicts, in the order of the verdicts. */
export function rowsOf(
  parts: readonly AccountVerdict[],
  targets: readonly Target[],
  platformAccount: string,
  ignored: IgnoredRules,
): readonly AccountRow[] {
  const byId = new Map(targets.map((target) => [target.id, target]));
  return parts.map(({ partId, summary, found, usersStopped = [] }) => {
    const target = byId.get(partId);
    const account = partId === platformPart ? platformAccount : (target?.account ?? "");
    const name =
      partId === platformPart
        ? "platform role and temporary keys"
        : [target?.name, target?.role].filter(Boolean).join(" · ");
    const errors = found
      .filter(({ severity, documentId, rule }) => {
        const own = Object.hasOwn(ignored, documentId) ? ignored[documentId] : undefined;
        return severity === "error" && !own?.includes(rule);
      })
      .reduce((sum, { count }) => sum + count, 0);
    const text = `${account} ${name}`.toLowerCase();
    return { partId, account, name, summary, usersStopped, errors, text };
  });
}

/** Whether the account has a problem that the user should solve before an incident. */
export function hasProblem({ summary, usersStopped, errors }: AccountRow): boolean {
  const { works, open, blocked } = summary;
  if (usersStopped.length > 0) return true;
  return works === "stops" || works === "unknown" || open > 0 || blocked > 0 || errors > 0;
}

/** The state of an account in words, the worst problem first. */
export function stateOfRow({ summary, usersStopped, errors }: AccountRow): {
  readonly tone: StateTone;
  readonly words: string;
} {
  const { works, steps, stepsWorking, open, blocked, knowinglyOpen } = summary;
  const others = [
    usersStopped.length > 0 ? `not sure to keep working: ${usersStopped.join(", ")}` : "",
    open > 0 ? `${open} ${open === 1 ? "abuse" : "abuses"} open` : "",
    blocked > 0 ? "a required permission is blocked" : "",
    errors > 0 ? `${errors} ${errors === 1 ? "error" : "errors"} in the text` : "",
  ].filter(Boolean);
  const left =
    knowinglyOpen > 0
      ? [`${knowinglyOpen} ${knowinglyOpen === 1 ? "abuse" : "abuses"} left open by your answers`]
      : [];
  const imports = {
    works: steps === 0 ? "nothing to import" : `works: ${stepsWorking} of ${steps} steps`,
    stops: `stops: ${stepsWorking} of ${steps} steps`,
    "stops-by-answer": "stops because you withhold CreateGrant",
    unknown: "not decided",
    empty: "nothing to check",
  }[works];
  const words = [imports, ...others, ...left].join(", ");
  if (works === "stops" || others.length > 0) return { tone: "bad", words };
  if (works === "unknown" || works === "empty") return { tone: "open", words };
  return { tone: works === "works" && left.length === 0 ? "good" : "caution", words };
}
