import { useMemo } from "react";
import { type Tightening, targetRole, tighteningOf, tightenings, withTightening } from "#scenario";
import { useKeyhole } from "../store.tsx";
import { ExternalIdQuestion, OrganizationQuestion } from "../wizard/guards-section.tsx";
import { type Option, Options } from "./options.tsx";
import { ScreenHead } from "./screen-parts.tsx";
import { useConsequences } from "./use-consequences.ts";

const options: Readonly<Record<Tightening, Option<Tightening>>> = {
  vendor: {
    value: "vendor",
    label: "As the vendor documents it",
    help: "The vendor’s list of actions, without conditions.",
  },
  least: {
    value: "least",
    label: "Only what the import needs",
    help: "Only the actions that it calls, only through EC2, and only for EBS data.",
    tag: "Recommended",
  },
  strict: {
    value: "strict",
    label: "Deny everyone else, too",
    help: "Also limits grants, and denies the key to all other roles: other workloads on this key stop working.",
  },
};

/** How far the permissions are tightened. */
export function TightenScreen() {
  const scenario = useKeyhole((state) => state.scenario);
  const answer = useKeyhole((state) => state.answer);
  const alternatives = useMemo(
    () => tightenings.map((level) => ({ scenario: withTightening(scenario, level) })),
    [scenario],
  );
  const level = tighteningOf(scenario);
  return (
    <>
      <ScreenHead title="How far do you tighten the permissions?">
        {level
          ? "Each column was run against your other answers."
          : "Your present restrictions are none of these. Choose a column to replace them, or keep them."}
      </ScreenHead>
      <Options
        label="Restrictions"
        options={tightenings.map((one) => options[one])}
        value={level}
        onChoose={(one) => answer((now) => withTightening(now, one))}
        consequences={useConsequences(alternatives)}
        importTitle="The import"
      />
      <div className="mt-5 grid gap-4 sm:grid-cols-2 lg:max-w-[752px]">
        <OrganizationQuestion />
        {scenario.targets.some((target) => targetRole(scenario, target)) && <ExternalIdQuestion />}
      </div>
    </>
  );
}
