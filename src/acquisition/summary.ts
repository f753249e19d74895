import type { Scenario } from "#scenario";
import type { Probe } from "./probes/probe.ts";
import type { Step } from "./steps/step.ts";

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
  /** What keeps the run from being decided, or what is missing. */
  readonly why?: string;
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
  const reached = counted.filter(({ unreached }) => !unreached);
  const count = (state: Step["state"]) => reached.filter((step) => step.state === state).length;
  const probing = (state: Probe["state"]) => probes.filter((probe) => probe.state === state).length;
  const numbers = {
    stepsWorking: count("works"),
    steps: counted.length,
    withheld: count("withheld"),
    abuses: probes.filter(({ must }) => must === "be-refused").length,
    abusesRefused: probing("refused"),
    knowinglyOpen: probing("knowingly-open"),
    open: probing("open"),
    blocked: probing("blocked"),
  };
  const works: Summary["works"] =
    steps.length + probes.length === 0
      ? "empty"
      : counted.some(({ state }) => state === "broken")
        ? "stops"
        : count("unknown") + probing("unknown") > 0
          ? "unknown"
          : numbers.withheld > 0
            ? "stops-by-answer"
            : "works";
  if (works === "unknown") return summaryWith(works, numbers, undecided(steps, probes));
  const missing =
    scenario.targets.length === 0 ? "No account to import from yet" : "Nothing to check yet";
  return summaryWith(works, numbers, works === "empty" ? missing : undefined);
}

/** The parts of a run together: as bad as the worst of them. */
export function summariseParts(parts: readonly Summary[]): Summary {
  const worst = worstFirst.find((works) => parts.some((part) => part.works === works)) ?? "empty";
  const sum = (of: keyof Numbers) => parts.reduce((total, part) => total + part[of], 0);
  const numbers = {
    stepsWorking: sum("stepsWorking"),
    steps: sum("steps"),
    withheld: sum("withheld"),
    abuses: sum("abuses"),
    abusesRefused: sum("abusesRefused"),
    knowinglyOpen: sum("knowinglyOpen"),
    open: sum("open"),
    blocked: sum("blocked"),
  };
  const why = parts.find(({ works }) => works === "unknown")?.why;
  return summaryWith(worst, numbers, worst === "empty" ? "Nothing to check yet" : why);
}

const worstFirst: readonly Summary["works"][] = ["stops", "unknown", "stops-by-answer", "works"];

type Numbers = Omit<Summary, "works" | "text" | "why">;

/** The numbers in words. `why`: what keeps the run from being decided, or what is missing. */
function summaryWith(works: Summary["works"], numbers: Numbers, why: string | undefined): Summary {
  const reason = why === undefined ? {} : { why };
  if (works === "empty") return { works, ...numbers, ...reason, text: `${why}.` };
  const opening = {
    works: "Import works",
    stops: "Import stops",
    "stops-by-answer": "Import stops because you withhold CreateGrant",
    unknown: `Not decided (${why})`,
  }[works];
  const { steps, stepsWorking, abuses, abusesRefused, knowinglyOpen, open, blocked } = numbers;
  const sentences = [
    `${opening}: ${grouped(stepsWorking)} of ${grouped(steps)} steps.`,
    `${grouped(abusesRefused)} of ${grouped(abuses)} abuses refused${[
      open > 0 ? `, ${grouped(open)} open` : "",
      knowinglyOpen > 0 ? `, ${grouped(knowinglyOpen)} left open by your answers` : "",
    ].join("")}.`,
    ...(blocked > 0
      ? [
          `${grouped(blocked)} required ${blocked === 1 ? "permission is" : "permissions are"} blocked.`,
        ]
      : []),
  ];
  return { works, ...numbers, ...reason, text: sentences.join(" ") };
}

/** 25,000 rather than 25000. */
function grouped(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** What keeps a run from being decided. */
function undecided(steps: readonly Step[], probes: readonly Probe[]): string {
  const requests = [...steps, ...probes].flatMap((one) => [...one.requests]);
  const open = requests.filter(({ outcome, why }) => outcome === "unknown" && why !== undefined);
  const keys = [...new Set(open.flatMap(({ why }) => why?.hangsOn ?? []))];
  if (keys.length > 0 && open.every(({ why }) => why?.hangsOn))
    return `a condition asks for ${keys.join(" and ")}, which only the real call has`;
  const id = open.find(({ why }) => why?.hangsOnId)?.why?.hangsOnId;
  return id === undefined
    ? "a document is not valid JSON"
    : `it hangs on ${id}, which the answers do not say`;
}
