import { useMemo } from "react";
import {
  type CreateGrantAnswer,
  createGrantAnswers,
  methodChoiceOf,
  type Scenario,
  withMethodChoice,
} from "#scenario";
import type { Consequence } from "#verdict";
import { useKeyhole } from "../store.tsx";
import { createGrantLabels } from "../wizard/create-grant-section.tsx";
import { type Option, Options } from "./options.tsx";
import { ScreenHead } from "./screen-parts.tsx";
import { useConsequences } from "./use-consequences.ts";

const helps: Readonly<Record<CreateGrantAnswer, string>> = {
  withhold: "No document allows kms:CreateGrant.",
  "aws-resources": "Only grants that an AWS service makes for its own resources.",
  unrestricted: "The vendor’s default: CreateGrant without a condition.",
};

/** Whether the roles may create grants. */
export function CreateGrantScreen() {
  const scenario = useKeyhole((state) => state.scenario);
  const answer = useKeyhole((state) => state.answer);
  const isDirect = scenario.method === "ebs-direct";
  const alternatives = useMemo(() => {
    const other = withMethodChoice(scenario, isDirect ? "target-role-grants" : "ebs-direct");
    return [scenario, other].flatMap((base) =>
      createGrantAnswers.map((createGrant) => ({ scenario: withAnswer(base, createGrant) })),
    );
  }, [scenario, isDirect]);
  const decided = useConsequences(alternatives);
  const consequences = createGrantAnswers.map((_, index) => decided[index]);
  const least = leastThatWorks(consequences);
  return (
    <>
      <ScreenHead title="May the roles create grants on the key?">
        A grant lets somebody else use the key. Each column shows what your answer does; all three
        were run against your other answers.
      </ScreenHead>
      <Options
        label="CreateGrant"
        options={createGrantAnswers.map(
          (value): Option<CreateGrantAnswer> => ({
            value,
            label: createGrantLabels[value],
            help: helps[value],
            ...(value === least ? { tag: "Least that works" } : {}),
          }),
        )}
        value={scenario.createGrant}
        onChoose={(createGrant) => answer((now) => withAnswer(now, createGrant))}
        consequences={consequences}
        importTitle={`The import, by ${methodName(scenario)}`}
        other={{
          title: isDirect ? "If you create a volume instead" : "If you choose EBS direct instead",
          consequences: createGrantAnswers.map(
            (_, index) => decided[createGrantAnswers.length + index],
          ),
        }}
      />
    </>
  );
}

/** The answer for every key: the first key's own answer would hide it. */
function withAnswer(scenario: Scenario, createGrant: CreateGrantAnswer): Scenario {
  const targets = scenario.targets.map((target, at) => ({
    ...target,
    keys: target.keys.map((key, index) => {
      if (at > 0 || index > 0) return key;
      const { createGrant: _, ...shared } = key;
      return shared;
    }),
  }));
  return { ...scenario, createGrant, targets };
}

function leastThatWorks(
  consequences: readonly (Consequence | undefined)[],
): CreateGrantAnswer | undefined {
  return createGrantAnswers.find((_, index) => consequences[index]?.outcome === "works");
}

function methodName(scenario: Scenario): string {
  return methodChoiceOf(scenario) === "ebs-direct" ? "EBS direct" : "creating a volume";
}
