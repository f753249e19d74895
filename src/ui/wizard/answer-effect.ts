import type { Consequence } from "#verdict";

/** What another answer changes for the import and for abuse. */
export interface AnswerEffect {
  /** The import under the other answer. */
  readonly outcome: Consequence["outcome"];
  /** The step at which it stops, with its number from 1. */
  readonly stop?: { readonly number: number; readonly title: string };
  /** The titles of the abuses that are open now and refused then. */
  readonly closes: readonly string[];
  /** The titles of the abuses that are refused now and open then. */
  readonly opens: readonly string[];
}

/** What changes from the consequences of the present answers (`now`) to those of others (`then`). */
export function answerEffect(now: Consequence, then: Consequence): AnswerEffect {
  const at = then.steps.findIndex(({ state }) => state === "stops" || state === "withheld");
  const title = then.steps[at]?.title;
  const [openNow, openThen] = [openIn(now), openIn(then)];
  return {
    outcome: then.outcome,
    ...(title !== undefined && { stop: { number: at + 1, title } }),
    closes: openNow.filter((abuse) => !openThen.includes(abuse)),
    opens: openThen.filter((abuse) => !openNow.includes(abuse)),
  };
}

function openIn({ abuses }: Consequence): readonly string[] {
  return abuses.filter(({ isOpen }) => isOpen).map(({ title }) => title);
}
