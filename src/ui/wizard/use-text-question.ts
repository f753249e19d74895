import { useState } from "react";
import type { Scenario } from "#scenario";
import { useKeyhole } from "../store.tsx";
import { isExample, messageAbout } from "./problems.ts";

/** A question with a text as its answer: where the answer is kept, and which texts are valid. */
export interface TextQuestionSpec {
  readonly path: string;
  /** The current answer. */
  readonly value: string;
  readonly write: (scenario: Scenario, text: string) => Scenario;
  /** Whether an invalid text can become valid if the user types more. If so, no problem is shown yet. */
  readonly mayBecome: (text: string) => boolean;
  /** Removes pasted characters that are not part of the answer: spaces, dashes. */
  readonly clean?: (text: string) => string;
  /** The path under which validation reports problems, if it is not `path`. */
  readonly problemPath?: string;
}

/** The text field of a question: what it shows, and what typing does. */
export interface TextQuestionState {
  readonly text: string;
  readonly problem: string | undefined;
  /** What an unfinished text lacks, and which answer the documents show as long as it does. */
  readonly unfinished: string | undefined;
  readonly warning: string | undefined;
  readonly example: boolean;
  readonly type: (text: string) => void;
  readonly enter: () => void;
  readonly leave: () => void;
}

/**
 * The state of a question with a text as the answer. An invalid text is kept as a draft and does not change the answers;
 * the validation of the scenario decides what is valid.
 */
export function useTextQuestion(spec: TextQuestionSpec): TextQuestionState {
  const { path, value, write, mayBecome, clean = (text) => text, problemPath = path } = spec;
  const scenario = useKeyhole((state) => state.scenario);
  const saved = useKeyhole((state) => state.drafts[path]);
  const answer = useKeyhole((state) => state.answer);
  const draft = useKeyhole((state) => state.draft);
  const [typing, setTyping] = useState(false);

  const text = saved ?? value;
  const problemWith = (candidate: string) =>
    messageAbout(write(scenario, clean(candidate)), problemPath, "error");
  const problem =
    text === ""
      ? undefined
      : saved === undefined
        ? messageAbout(scenario, problemPath, "error")
        : problemWith(saved);

  const isHalfTyped = typing && saved !== undefined && mayBecome(clean(text));
  return {
    text,
    problem: isHalfTyped ? undefined : problem,
    unfinished: isHalfTyped ? unfinishedText(problem, value) : undefined,
    warning: isExample(value) ? undefined : messageAbout(scenario, problemPath, "warning"),
    example: saved === undefined && isExample(value),
    type: (next) => {
      // The user may empty the field to type another answer. It counts as "no answer" once the field loses the focus.
      if (next === "" || problemWith(next) !== undefined) return draft(path, next);
      draft(path, null);
      if (clean(next) !== value) answer((now) => write(now, clean(next)), path);
    },
    enter: () => setTyping(true),
    leave: () => {
      setTyping(false);
      if (saved !== "") return;
      draft(path, null);
      answer((now) => write(now, ""), path);
    },
  };
}

function unfinishedText(problem: string | undefined, value: string): string {
  const lacking = (problem ?? "No answer yet").replace(/\.$/, "");
  return value === "" ? `${lacking}.` : `${lacking}. The documents show ${value}.`;
}
