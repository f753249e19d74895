import { isCounted, type Step } from "#acquisition";
import { exampleWarning } from "#scenario";
import type { StatusKind, Verdict } from "./types.ts";

/** What the screen knows of the work besides its verdict. */
export interface WorkStatusInput {
  /** The first answer that is half typed, invalid or missing. */
  readonly answer?:
    | {
        readonly path: string;
        /** The question: “Platform: account”. */
        readonly name: string;
        readonly message: string;
        /** What the documents show in its place. */
        readonly shown?: string | undefined;
      }
    | undefined;
  /** The first document that is not valid JSON. */
  readonly unreadable?:
    | { readonly documentId: string; readonly title: string; readonly start: number }
    | undefined;
  /** The checker failed: nothing is known. */
  readonly failed: boolean;
  readonly verdict: Pick<Verdict, "status" | "summary" | "steps"> | null;
}

/** The one status of the work that strip, tabs, editor and copy show, with where to go to change it. */
export interface WorkStatus {
  readonly kind: StatusKind | "checking" | "failed" | "example";
  /** The answers hold example values; said beside a status that is worse. */
  readonly example: boolean;
  readonly title: string;
  readonly detail: string;
  readonly goTo?:
    | { readonly question: string }
    | { readonly documentId: string; readonly start: number };
}

/**
 * The status of the work, from answers, documents and verdict: the worst counts. Example values take the place of `works`
 * and `proved`, and of an import that works but for open abuses they are said beside it.
 */
export function workStatusOf({ answer, unreadable, failed, verdict }: WorkStatusInput): WorkStatus {
  const example = verdict?.status.example ?? false;
  if (failed)
    return {
      kind: "failed",
      example,
      title: "The checker failed",
      detail: "Keyhole has no verdict on the current documents. Your work is kept.",
    };
  if (answer)
    return {
      kind: "incomplete",
      example,
      title: `Incomplete: ${answer.name}: ${answer.message}`,
      detail: answer.shown
        ? `The documents show the last complete answer, ${answer.shown}.`
        : "The documents wait for this answer.",
      goTo: { question: answer.path },
    };
  if (unreadable)
    return {
      kind: "incomplete",
      example,
      title: `Incomplete: ${unreadable.title} is not valid JSON`,
      detail: "The verdict is about the last text that could be read.",
      goTo: { documentId: unreadable.documentId, start: unreadable.start },
    };
  if (!verdict) return { kind: "checking", example, title: "Checking", detail: "" };
  return ofVerdict(verdict);
}

function ofVerdict({
  status,
  summary,
  steps,
}: NonNullable<WorkStatusInput["verdict"]>): WorkStatus {
  const { kind, example, sentence } = status;
  const passed = `${summary.stepsWorking} of ${summary.steps} steps pass`;
  if ((kind === "works" || kind === "proved") && example)
    return {
      kind: "example",
      example,
      title: exampleWarning,
      detail: `Accounts or keys in your answers are examples. With them, ${kind === "proved" ? "it works, proved" : "it works"}: ${passed}.`,
    };
  if (kind === "stops") return { kind, example, ...stop(steps, sentence) };
  const [title, detail] = inTwo(sentence);
  const titles: Partial<Record<StatusKind, string>> = {
    works: "Works",
    proved: "Works, proved",
    open: title.replace("The import works, but", "Works, but"),
  };
  return { kind, example, title: titles[kind] ?? title, detail: detail || `${passed}.` };
}

/** “Stops at step 4 of 4: read the snapshot’s blocks”, and the reason. */
function stop(steps: readonly Step[], sentence: string): Pick<WorkStatus, "title" | "detail"> {
  const counted = steps.filter((step) => isCounted(step) && !step.unreached);
  const at =
    counted.find(({ state }) => state === "broken") ??
    counted.find(({ state }) => state === "withheld");
  if (!at) return { title: inTwo(sentence)[0], detail: "" };
  // As the map numbers them: with the steps that ask no key.
  const beside = steps.filter(
    ({ sourceId, documentedOnly }) => sourceId === at.sourceId && !documentedOnly,
  );
  const place = `${beside.indexOf(at) + 1} of ${beside.length}`;
  const failing = at.requests.find(({ state }) => state === at.state);
  const name = at.title.charAt(0).toLowerCase() + at.title.slice(1);
  return {
    title: `Stops at step ${place}: ${
      at.state === "withheld" ? `you withhold ${failing?.request.action ?? "CreateGrant"}` : name
    }`,
    detail: failing?.why?.sentence ?? "",
  };
}

/** The first sentence without its full stop, and the rest. */
function inTwo(text: string): readonly [string, string] {
  const end = text.search(/\.(?: |$)/);
  return end < 0 ? [text, ""] : [text.slice(0, end), text.slice(end + 2)];
}
