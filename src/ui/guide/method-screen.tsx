import { useMemo } from "react";
import {
  ebsDirectCopies,
  type MethodChoice,
  methodChoiceOf,
  methodChoicesFor,
  withMethodChoice,
} from "#scenario";
import { useKeyhole } from "../store.tsx";
import { type Option, Options } from "./options.tsx";
import { ScreenHead } from "./screen-parts.tsx";
import { useConsequences } from "./use-consequences.ts";

const options: Readonly<Record<MethodChoice, Option<MethodChoice>>> = {
  "ebs-direct": {
    value: "ebs-direct",
    label: "EBS direct",
    help: "Reads the blocks of the snapshot in its region. The key is used for Decrypt only.",
  },
  "target-role-grants": {
    value: "target-role-grants",
    label: "Create a volume",
    help: "Copies the snapshot if necessary and attaches a volume. In another account, the role there re-encrypts to a temporary key.",
  },
  "both-roles": {
    value: "both-roles",
    label: "Create a volume, both roles use the key",
    help: "The key policy also names the platform’s role, which copies the snapshot itself.",
  },
};

const directWithCopy: Option<MethodChoice> = {
  ...options["ebs-direct"],
  help: "Copies the snapshot to a temporary key first, since one under an AWS managed key cannot be shared. Then reads the copy’s blocks.",
};

/** How the platform reads the data. */
export function MethodScreen() {
  const scenario = useKeyhole((state) => state.scenario);
  const answer = useKeyhole((state) => state.answer);
  const choices = methodChoicesFor(scenario);
  const alternatives = useMemo(
    () =>
      methodChoicesFor(scenario).map((choice) => ({
        scenario: withMethodChoice(scenario, choice),
      })),
    [scenario],
  );
  const consequences = useConsequences(alternatives);
  return (
    <>
      <ScreenHead title="How does the platform read the data?">
        Each method was run against your other answers. The abuses below differ between them.
      </ScreenHead>
      <Options
        label="Method"
        options={choices.map((choice) =>
          choice === "ebs-direct" && ebsDirectCopies(scenario) ? directWithCopy : options[choice],
        )}
        value={methodChoiceOf(scenario)}
        onChoose={(choice) => answer((now) => withMethodChoice(now, choice))}
        consequences={consequences}
        importTitle="The import"
      />
    </>
  );
}
