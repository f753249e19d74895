import { exampleWarning } from "#scenario";
import type { AccountsStatus } from "./accounts-status.ts";
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
  readonly verdict: Pick<Verdict, "status" | "summary"> | null;
  /** Of a large work: what its accounts come to. `verdict` is then about one of them. */
  readonly accounts?: AccountsStatus | undefined;
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
export function workStatusOf(input: WorkStatusInput): WorkStatus {
  const { answer, unreadable, failed, verdict, accounts } = input;
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
  return ofVerdict({ ...verdict, ...accounts }, example);
}

function ofVerdict({ status, summary }: AccountsStatus, example: boolean): WorkStatus {
  const { kind, title, detail } = status;
  if ((kind === "works" || kind === "proved") && example)
    return {
      kind: "example",
      example,
      title: exampleWarning,
      detail: `Accounts or keys in your answers are examples. With them, ${kind === "proved" ? "it works, proved" : "it works"}: ${summary.stepsWorking} of ${summary.steps} steps pass.`,
    };
  return { kind, example, title, detail };
}
