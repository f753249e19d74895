import type { StillWorks } from "#verdict";

/** One line of what still works. `open`: the import still works; `unknown`: not decided; `stopped`: others lose something. */
export interface StillWorksLine {
  readonly kind: "open" | "closed" | "calls" | "unknown" | "stopped";
  readonly text: string;
}

/** The most calls that are named of each role. */
const mostCalls = 4;

/** What still works after a step of taking access back, in sentences. The first ends the sentence “After it: …”. */
export function stillWorksLines(after: StillWorks): readonly StillWorksLine[] {
  const { outcome, allowed, undecided, blocked, usersStopped } = after;
  return [
    { kind: outcome === "works" ? "open" : "closed", text: sentenceOf(after) },
    ...allowed.map(({ name, account, calls }) => ({
      kind: "calls" as const,
      text: `${name} of ${account} may still: ${listed(calls)}`,
    })),
    ...(undecided > 0
      ? [
          {
            kind: "unknown" as const,
            text: `Not known of ${undecided} ${undecided === 1 ? "call" : "calls"}: the policy that comes back was not imported.`,
          },
        ]
      : []),
    ...(usersStopped.length > 0
      ? [
          {
            kind: "stopped" as const,
            text: `No longer sure to work: ${usersStopped.join(", ")}.`,
          },
        ]
      : []),
    ...blocked.map((title) => ({
      kind: "stopped" as const,
      text: `No longer possible: ${title}.`,
    })),
  ];
}

function sentenceOf({ outcome, stop, allowed, undecided }: StillWorks): string {
  if (outcome === "works") return "the import still works.";
  if (outcome === "undecided") return "whether the import still works is not known.";
  const at = stop === undefined ? "" : ` at “${stop}”`;
  return allowed.length === 0 && undecided === 0
    ? "no call of the import is allowed any more."
    : `the import stops${at}.`;
}

/** “Decrypt on key 1, DescribeKey on key 1 and 3 more”. */
function listed(calls: readonly string[]): string {
  const rest = calls.length - mostCalls;
  return rest > 0 ? `${calls.slice(0, mostCalls).join(", ")} and ${rest} more` : calls.join(", ");
}
