import { useState } from "react";
import type { Scenario } from "#scenario";
import { useKeyhole } from "../store.tsx";
import { isExample, messageAbout } from "./problems.ts";

export interface TextQuestionSpec {
  readonly path: string;
  /** The present answer. */
  readonly value: string;
  readonly write: (scenario: Scenario, text: string) => Scenario;
  /** Whether typing on can still make an answer of a text that is none: no word about a problem until it cannot. */
  readonly mayBecome: (text: string) => boolean;
  /** Takes out what people paste along: spaces, dashes. */
  readonly clean?: (text: string) => string;
  /** Where validation speaks of it, if not at `path`. */
  readonly problemPath?: string;
}

export interface TextQuestionState {
  readonly text: string;
  readonly problem: string | undefined;
  readonly warning: string | undefined;
  readonly example: boolean;
  readonly type: (text: string) => void;
  readonly enter: () => void;
  readonly leave: () => void;
}

/**
 * A question that is answered by text. Text that is no answer yet stays in the question as a draft and leaves the
 * answers alone; the scenario's own validation says what an answer is.
 */
export function useTextQuestion(spec: TextQuestionSpec): TextQuestionState {
  const { path, value, write, mayBecome, clean = (text) => text, problemPath = path } = spec;
  const scenario = useKeyhole((state) => state.scenario);
  const kept = useKeyhole((state) => state.drafts[path]);
  const answer = useKeyhole((state) => state.answer);
  const draft = useKeyhole((state) => state.draft);
  const [typing, setTyping] = useState(false);

  const text = kept ?? value;
  const problemWith = (candidate: string) =>
    messageAbout(write(scenario, clean(candidate)), problemPath, "error");
  const problem =
    text === ""
      ? undefined
      : kept === undefined
        ? messageAbout(scenario, problemPath, "error")
        : problemWith(kept);

  return {
    text,
    problem: typing && mayBecome(clean(text)) ? undefined : problem,
    warning: isExample(value) ? undefined : messageAbout(scenario, problemPath, "warning"),
    example: kept === undefined && isExample(value),
    type: (next) => {
      // An empty field is on the way to its next answer; it becomes "not answered" when it is left so.
      if (next === "" || problemWith(next) !== undefined) return draft(path, next);
      draft(path, null);
      if (clean(next) !== value) answer((now) => write(now, clean(next)), path);
    },
    enter: () => setTyping(true),
    leave: () => {
      setTyping(false);
      if (kept !== "") return;
      draft(path, null);
      answer((now) => write(now, ""), path);
    },
  };
}
