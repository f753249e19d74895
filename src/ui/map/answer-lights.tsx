import { useEffect, useMemo, useRef } from "react";
import { type AnswersByStep, answersByStep, stepsFollowingFrom } from "#map";
import { useVerdict } from "../verdict/verdict-context.tsx";
import { highlight, useHighlight } from "./highlight.ts";
import { useAllSteps } from "./use-all-steps.ts";
import "./lit-answers.css";

/**
 * Lights up answers with the steps that follow from them, and steps with their answers. The questions load before the
 * verdict and do not know of it: this listens to them and marks them from outside. Draws nothing.
 */
export function AnswerLights() {
  const steps = useAllSteps();
  const scenario = useVerdict((state) => state.verified?.scenario);
  const answers = useMemo(
    () => (steps && scenario ? answersByStep(steps, scenario) : none),
    [steps, scenario],
  );
  usePointedAnswer(answers);
  useLitAnswers(answers);
  return null;
}

const none: AnswersByStep = new Map();

/** The answer under the pointer or the focus lights up its steps. */
function usePointedAnswer(byStep: AnswersByStep): void {
  const pointed = useRef<string | null>(null);
  useEffect(() => {
    const answers = document.getElementById("part-answers");
    if (!answers) return;
    const { point } = highlight.getState();
    const light = (path: string | null) => {
      pointed.current = path;
      const following = path === null ? [] : stepsFollowingFrom(path, byStep);
      point(following.length > 0 ? following : null);
    };
    const follow = ({ target }: Event) => {
      const path = pathAt(target);
      if (path !== pointed.current) light(path);
    };
    const leave = () => {
      if (pointed.current !== null) light(null);
    };
    // Another verdict came while the pointer or the focus stayed: other steps may follow from the answer.
    if (pointed.current !== null) light(pointed.current);
    answers.addEventListener("pointerover", follow);
    answers.addEventListener("focusin", follow);
    answers.addEventListener("pointerleave", leave);
    answers.addEventListener("focusout", leave);
    return () => {
      answers.removeEventListener("pointerover", follow);
      answers.removeEventListener("focusin", follow);
      answers.removeEventListener("pointerleave", leave);
      answers.removeEventListener("focusout", leave);
    };
  }, [byStep]);
}

/** The answers of the lit steps are marked. */
function useLitAnswers(byStep: AnswersByStep): void {
  const lit = useHighlight(({ pointed, underCursor }) => pointed ?? underCursor);
  useEffect(() => {
    const paths = new Set(lit.flatMap((id) => byStep.get(id) ?? []));
    if (paths.size === 0) return;
    const questions = document.querySelectorAll("#part-answers [data-question]");
    // A card lights up its steps; its own mark would cover all its answers.
    const marked = [...questions].filter((question) => {
      const path = question.getAttribute("data-question") ?? "";
      return paths.has(path) && !path.startsWith("card.");
    });
    for (const question of marked) question.setAttribute("data-lit-answer", "");
    return () => {
      for (const question of marked) question.removeAttribute("data-lit-answer");
    };
  }, [byStep, lit]);
}

function pathAt(target: EventTarget | null): string | null {
  return target instanceof Element
    ? (target.closest("[data-question]")?.getAttribute("data-question") ?? null)
    : null;
}
