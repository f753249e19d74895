import type { Scenario } from "#scenario";
import type { Probe } from "./probes/probe.ts";
import type { Step } from "./step.ts";

/** One line that says how the import stands. */
export interface Summary {
  readonly works: "works" | "stops" | "stops-by-answer" | "unknown" | "empty";
  readonly stepsWorking: number;
  readonly steps: number;
  readonly withheld: number;
  readonly abuses: number;
  readonly abusesRefused: number;
  readonly knowinglyOpen: number;
  readonly open: number;
  readonly blocked: number;
  /** “Import works: 14 of 14 steps. 17 of 17 abuses refused.” */
  readonly text: string;
}

/** Steps that ask nothing of KMS or STS, and those that only the vendor's documents ask for, prove nothing. */
export function isCounted({ requests, documentedOnly }: Step): boolean {
  return requests.length > 0 && !documentedOnly;
}

/** Counts a run's steps and probes and says it in one line. */
export function summarise(
  scenario: Scenario,
  steps: readonly Step[],
  probes: readonly Probe[],
): Summary {
  const counted = steps.filter(isCounted);
  const count = (state: Step["state"]) => counted.filter((step) => step.state === state).length;
  const probing = (state: Probe["state"]) => probes.filter((probe) => probe.state === state).length;
  const stepsWorking = count("works");
  const withheld = count("withheld");
  const abuses = probes.filter(({ must }) => must === "be-refused").length;
  const abusesRefused = probing("refused");
  const numbers = {
    stepsWorking,
    steps: counted.length,
    withheld,
    abuses,
    abusesRefused,
    knowinglyOpen: probing("knowingly-open"),
    open: probing("open"),
    blocked: probing("blocked"),
  };
  const works: Summary["works"] =
    steps.length === 0
      ? "empty"
      : count("broken") > 0
        ? "stops"
        : count("unknown") + probing("unknown") > 0
          ? "unknown"
          : withheld > 0
            ? "stops-by-answer"
            : "works";
  const opening = {
    works: "Import works",
    stops: "Import stops",
    "stops-by-answer": "Import stops where you withhold CreateGrant",
    unknown: `Not decided (${undecided(steps, probes)})`,
    empty: scenario.targets.length === 0 ? "No account to import from yet" : "Nothing to check yet",
  }[works];
  if (works === "empty") return { works, ...numbers, text: `${opening}.` };
  const { knowinglyOpen, open, blocked } = numbers;
  const sentences = [
    `${opening}: ${stepsWorking} of ${counted.length} steps.`,
    `${abusesRefused} of ${abuses} abuses refused${[
      open > 0 ? `, ${open} open` : "",
      knowinglyOpen > 0 ? `, ${knowinglyOpen} left open by your answers` : "",
    ].join("")}.`,
    ...(blocked > 0
      ? [
          `${blocked} ${blocked === 1 ? "thing" : "things"} that must stay possible ${blocked === 1 ? "is" : "are"} blocked.`,
        ]
      : []),
  ];
  return { works, ...numbers, text: sentences.join(" ") };
}

/** What keeps a run from being decided. */
function undecided(steps: readonly Step[], probes: readonly Probe[]): string {
  const requests = [...steps, ...probes].flatMap((one) => [...one.requests]);
  const open = requests.filter(({ outcome, why }) => outcome === "unknown" && why !== undefined);
  const keys = [...new Set(open.flatMap(({ why }) => why?.hangsOn ?? []))];
  return keys.length > 0 && open.every(({ why }) => why?.hangsOn)
    ? `a condition asks for ${keys.join(" and ")}, which only the real call has`
    : "a document is not valid JSON";
}
