import {
  Ban,
  Check,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleX,
  Lock,
  type LucideIcon,
  Minus,
  TriangleAlert,
  X,
} from "lucide-react";
import type { Consequence, ConsequenceStep } from "#verdict";
import { count } from "../wizard/words.ts";

/** What an option means: `undefined` while it is decided, `null` if the user must import policies first. */
export type Decided = Consequence | null | undefined;

interface Look {
  readonly icon: LucideIcon;
  readonly word: string;
  readonly color: string;
  readonly wash: string;
}

const good = { color: "text-allowed border-allowed", wash: "bg-allowed-wash" };
const bad = { color: "text-refused border-refused", wash: "bg-refused-wash" };
const caution = { color: "text-caution border-caution", wash: "bg-caution-wash" };
const quiet = { color: "text-muted border-edge", wash: "bg-sunken" };

const stepLooks: Readonly<Record<ConsequenceStep["state"], Look>> = {
  works: { icon: Check, word: "works", ...good },
  quiet: { icon: Minus, word: "asks no key", ...quiet },
  stops: { icon: X, word: "stops here", ...bad },
  withheld: { icon: Ban, word: "stops by your answer", ...caution },
  undecided: { icon: CircleHelp, word: "not decided", ...caution },
  unreached: { icon: CircleDashed, word: "not reached", ...quiet },
};

function Pending({ consequence }: { readonly consequence: null | undefined }) {
  return (
    <span className="text-muted text-xs">
      {consequence === null ? "import them first" : "checking…"}
    </span>
  );
}

/** The import in one word: “works”, “stops at step 2”. */
export function OutcomeWord({ consequence }: { readonly consequence: Decided }) {
  if (!consequence) return <Pending consequence={consequence} />;
  const { outcome, steps } = consequence;
  const at = steps.findIndex(({ state }) => state === "stops" || state === "withheld") + 1;
  const looks: Readonly<Record<Consequence["outcome"], Look>> = {
    works: { icon: CircleCheck, word: "works", ...good },
    stops: { icon: CircleX, word: `stops at step ${at}`, ...bad },
    withheld: { icon: Ban, word: `stops at step ${at}`, ...caution },
    undecided: { icon: CircleHelp, word: "not decided", ...caution },
    incomplete: { icon: CircleDashed, word: "no key yet", ...quiet },
  };
  const { icon: Icon, word, color } = looks[outcome];
  return (
    <span className={`inline-flex shrink-0 items-center gap-1 font-medium text-xs ${color}`}>
      <Icon aria-hidden size={13} />
      {word}
    </span>
  );
}

/** The steps of the import as numbered marks in a row. */
export function StepMarks({ consequence }: { readonly consequence: Decided }) {
  return (
    <ol className="flex min-h-6 flex-wrap items-center gap-y-1">
      {(consequence?.steps ?? []).map(({ title, state }, index) => {
        const { icon: Icon, word, color, wash } = stepLooks[state];
        return (
          <li
            // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one run keep their places
            key={index}
            data-tip={`${title}: ${word}`}
            className="inline-flex items-center before:h-px before:w-1.5 before:bg-edge first:before:hidden"
          >
            <span
              className={`inline-flex h-[18px] items-center gap-0.5 rounded-full border px-1 font-semibold text-[11px] ${color} ${wash}`}
            >
              {index + 1}
              <Icon aria-hidden size={11} strokeWidth={2.5} />
              <span className="sr-only">{`. ${title}: ${word}`}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}

/** “3 of 20 abuses stay open”, or that all are refused. */
export function AbuseWord({ consequence }: { readonly consequence: Decided }) {
  if (!consequence) return <Pending consequence={consequence} />;
  const open = consequence.abuses.filter(({ isOpen }) => isOpen).length;
  const tried = consequence.abuses.length;
  const look: Look =
    open === 0
      ? { icon: CircleCheck, word: `all ${tried} refused`, ...good }
      : { icon: TriangleAlert, word: `${open} of ${tried} open`, ...caution };
  const { icon: Icon, word, color } = look;
  return (
    <span className={`inline-flex shrink-0 items-center gap-1 font-medium text-xs ${color}`}>
      <Icon aria-hidden size={13} />
      {word}
    </span>
  );
}

interface AbuseListProps {
  readonly consequence: Decided;
  /** The abuses to list: the same for every option that is compared. */
  readonly titles: readonly string[];
}

/** More abuses than this are counted only: the columns stay short. */
const most = 6;

/** Whether each of some abuses is open. */
export function AbuseList({ consequence, titles }: AbuseListProps) {
  const states = new Map(consequence?.abuses.map(({ title, isOpen }) => [title, isOpen]));
  const rest = titles.slice(most).filter((title) => states.get(title) === true).length;
  return (
    <>
      <ul className="mt-1">
        {titles.slice(0, most).map((title) => {
          const isOpen = states.get(title);
          const Icon = !consequence ? Minus : isOpen ? TriangleAlert : Lock;
          return (
            <li key={title} className="grid grid-cols-[18px_1fr_auto] items-baseline gap-x-1 py-1">
              <Icon
                aria-hidden
                size={13}
                className={`self-start mt-[3px] ${isOpen ? "text-caution" : "text-muted"}`}
              />
              <span className={isOpen ? "text-sm" : "text-sm text-soft"}>{title}</span>
              <span className={`font-medium text-xs ${isOpen ? "text-caution" : "text-muted"}`}>
                {stateWord(isOpen, consequence)}
              </span>
            </li>
          );
        })}
      </ul>
      {consequence && titles.length > most && (
        <p className="text-muted text-xs">
          {`And ${count(titles.length - most, "more")}`.replace("mores", "more")}: {rest} open.
        </p>
      )}
    </>
  );
}

function stateWord(isOpen: boolean | undefined, consequence: Decided): string {
  if (!consequence) return "";
  if (isOpen === undefined) return "not possible";
  return isOpen ? "open" : "refused";
}

/** The abuses that are open for one option and not for another, in the order of the run. */
export function differingAbuses(consequences: readonly Decided[]): readonly string[] {
  const known = consequences.flatMap((one) => one ?? []);
  const open = known.map(
    ({ abuses }) => new Set(abuses.filter(({ isOpen }) => isOpen).map(({ title }) => title)),
  );
  const titles = new Set(known.flatMap(({ abuses }) => abuses.map(({ title }) => title)));
  return [...titles].filter(
    (title) => open.some((set) => set.has(title)) && open.some((set) => !set.has(title)),
  );
}

/** The state of one step: its icon and word. */
export function StepIcon({ state }: { readonly state: ConsequenceStep["state"] }) {
  const { icon: Icon, word, color } = stepLooks[state];
  return (
    <span className={`inline-flex shrink-0 items-center gap-1 text-xs ${color}`}>
      <Icon aria-hidden size={12} strokeWidth={2.25} />
      {word}
    </span>
  );
}
