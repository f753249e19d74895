import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  type LucideIcon,
  TriangleAlert,
} from "lucide-react";
import { useLayoutEffect } from "react";
import { hasExampleValues } from "#scenario";
import type { Part } from "#state";
import type { ProblemRepairs, Repair, WorkStatus } from "#verdict";
import { Badge } from "../parts/badge.tsx";
import { Button } from "../parts/button.tsx";
import { RepairLine } from "../repair/repair-diff.tsx";
import { useApplyRepair, useRepairs } from "../repair/use-repairs.ts";
import { useKeyhole } from "../store.tsx";
import { useGoToQuestion } from "../verdict/use-go-to-question.ts";
import { useVerdict } from "../verdict/verdict-context.tsx";
import { exampleQuestions } from "../wizard/problems.ts";
import { useWorkStatus } from "./use-work-status.ts";

/** The status of the work and the next action, at every width. */
export function StatusStrip() {
  const status = useWorkStatus();
  useExampleColours();
  const { icon: Icon, wash, color } = looks[status.kind];
  const badge = status.example && status.kind !== "example" && (
    <Badge tip="Accounts or keys in your answers are examples.">example</Badge>
  );
  return (
    <section
      aria-label="Status"
      className={`flex min-h-15 flex-wrap items-center gap-x-3 gap-y-1 border-line border-b px-3 py-1.5 ${wash}`}
    >
      <Icon aria-hidden size={18} className={`shrink-0 ${color}`} />
      <div
        role="status"
        className="grid min-w-0 flex-1 basis-60 grid-cols-[minmax(0,1fr)] max-sm:basis-40"
      >
        <p className={`flex items-center gap-2 font-semibold text-sm ${color}`}>
          <span className="min-w-0 truncate" data-tip={status.title}>
            {status.title}
          </span>
          <span className="contents max-sm:hidden">{badge}</span>
        </p>
        <p className="flex min-h-5 items-center gap-2 text-soft text-sm">
          <span className="min-w-0 truncate" data-tip={status.detail}>
            {status.detail}
          </span>
          {/* On a phone the title needs its whole line. */}
          <span className="contents sm:hidden">{badge}</span>
        </p>
      </div>
      <NextAction status={status} />
    </section>
  );
}

/** As long as the answers are examples, no verdict anywhere on the page is green (tokens.css). */
function useExampleColours(): void {
  const isExample = useKeyhole(({ scenario }) => hasExampleValues(scenario));
  useLayoutEffect(() => {
    document.documentElement.toggleAttribute("data-example", isExample);
  }, [isExample]);
}

/** What to do about the status: go to the place, or make the smallest repair. */
function NextAction({ status: { kind, goTo } }: { readonly status: WorkStatus }) {
  const goToQuestion = useGoToQuestion();
  const showPlace = useKeyhole((state) => state.showPlace);
  const scenario = useKeyhole((state) => state.scenario);
  const apply = useApplyRepair();
  const repair = useRepairOf(kind);
  if (goTo)
    return "question" in goTo ? (
      <Button tone="primary" onClick={() => goToQuestion(goTo.question)}>
        Go to the field
      </Button>
    ) : (
      <Button
        tone="primary"
        onClick={() => showPlace(goTo.documentId, { start: goTo.start, end: goTo.start })}
      >
        Go to the error
      </Button>
    );
  const [example] = exampleQuestions(scenario);
  if (kind === "example" && example !== undefined)
    return (
      <Button tone="primary" onClick={() => goToQuestion(example)}>
        Put in your accounts
      </Button>
    );
  if (!repair || (kind !== "stops" && kind !== "undecided" && kind !== "open")) return null;
  return (
    <div className="flex min-w-0 max-w-full items-center gap-2 rounded-md border border-line bg-surface py-1 pr-1 pl-2">
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] max-sm:hidden">
        <span className="text-muted text-xs">Smallest repair</span>
        {/* One line, so that the page does not move when a repair arrives. */}
        <div className="h-5 max-w-96 overflow-hidden" data-tip={repair.title}>
          <RepairLine repair={repair} />
        </div>
      </div>
      <Button
        tone="primary"
        aria-label={`Repair: ${repair.title}`}
        tip={`${repair.title}. Undo reverts it.`}
        onClick={() => apply(repair)}
      >
        Apply
      </Button>
    </div>
  );
}

/** The smallest repair of what the status says: where a step stops, or is not decided, no abuse is what to settle next. */
function useRepairOf(kind: WorkStatus["kind"]): Repair | undefined {
  const problems = useRepairs();
  const steps = useVerdict((state) => state.verdict?.steps);
  const isMeant = ({ of, id }: ProblemRepairs) =>
    kind === "stops"
      ? of === "step" && steps?.some((step) => step.id === id) === true
      : kind === "open" || of === "step";
  return problems.find(isMeant)?.repairs[0];
}

interface Look {
  readonly icon: LucideIcon;
  readonly wash: string;
  readonly color: string;
}

const looks: Readonly<Record<WorkStatus["kind"], Look>> = {
  checking: { icon: CircleDashed, wash: "bg-surface", color: "text-soft" },
  failed: { icon: CircleAlert, wash: "bg-refused-wash", color: "text-refused" },
  incomplete: { icon: CircleDashed, wash: "bg-caution-wash", color: "text-caution" },
  stops: { icon: CircleAlert, wash: "bg-refused-wash", color: "text-refused" },
  undecided: { icon: CircleHelp, wash: "bg-caution-wash", color: "text-caution" },
  open: { icon: TriangleAlert, wash: "bg-caution-wash", color: "text-caution" },
  works: { icon: CircleCheck, wash: "bg-allowed-wash", color: "text-allowed" },
  proved: { icon: CircleCheck, wash: "bg-allowed-wash", color: "text-allowed" },
  example: { icon: CircleDashed, wash: "bg-surface", color: "text-text" },
};

/** The icon of the status, on the tab of the part where it can be changed. Draws nothing if nothing is wrong. */
export function StatusBadge({ of }: { readonly of: Part }) {
  const { kind, title, goTo } = useWorkStatus();
  const places: readonly Part[] =
    kind === "incomplete"
      ? [goTo && "documentId" in goTo ? "documents" : "answers"]
      : kind === "stops" || kind === "failed" || kind === "undecided" || kind === "open"
        ? ["verdict"]
        : [];
  if (!places.includes(of)) return null;
  const { icon: Icon, color } = looks[kind];
  return (
    <span data-tip={title} className={color}>
      <Icon aria-hidden size={13} />
      <span className="sr-only">{badgeWords[kind]}</span>
    </span>
  );
}

const badgeWords: Readonly<Record<WorkStatus["kind"], string>> = {
  checking: "checking",
  failed: "the checker failed",
  incomplete: "incomplete",
  stops: "stops",
  undecided: "not decided",
  open: "works, but",
  works: "works",
  proved: "works, proved",
  example: "example",
};
