import { FileInput } from "lucide-react";
import { useMemo } from "react";
import { type PresentState, presentStates } from "#export";
import { asVendorTemplate } from "#scenario";
import { subjectOf } from "#state";
import type { Alternative } from "#verdict";
import { importPoliciesView } from "../import/import-view.ts";
import { usePresentPolicies } from "../import/present-policies.ts";
import { Button } from "../parts/button.tsx";
import { useKeyhole } from "../store.tsx";
import { count } from "../wizard/words.ts";
import { type Option, Options } from "./options.tsx";
import { ScreenHead } from "./screen-parts.tsx";
import { useConsequences } from "./use-consequences.ts";

const options: Readonly<Record<PresentState, Option<PresentState>>> = {
  nothing: {
    value: "nothing",
    label: "Nothing yet",
    help: "Only the platform’s role exists. The roles in other accounts are made.",
  },
  policies: {
    value: "policies",
    label: "Policies of our own",
    help: "Import them: your statements stay, and Keyhole adds what the import lacks.",
  },
  template: {
    value: "template",
    label: "The vendor’s template",
    help: "The roles exist, with the vendor’s permissions on every key of the account.",
  },
};

/** What the user has in AWS: what the import could do there today. */
export function HaveScreen() {
  const scenario = useKeyhole((state) => state.scenario);
  const present = useKeyhole((state) => state.rollout.present);
  const setPresent = useKeyhole((state) => state.setPresent);
  const subject = useKeyhole(subjectOf);
  const policies = usePresentPolicies(subject);
  const alternatives = useMemo((): readonly Alternative[] => {
    // An identity policy can have several documents: the run takes one text a document, so each gets its own id.
    const documents = subject.documents.flatMap((document) =>
      (policies.get(document.id) ?? []).map((text, index) => ({
        ...document,
        id: index === 0 ? document.id : `${document.id}-${index + 1}`,
        text,
      })),
    );
    return [
      { scenario, documents: [] },
      { scenario, documents },
      { scenario: asVendorTemplate(scenario) },
    ];
  }, [scenario, subject, policies]);
  const decided = useConsequences(alternatives);
  return (
    <>
      <ScreenHead title="What do you have in AWS today?">
        Each column shows what the import could do today, before you change anything. The answer
        decides what the checklist makes, and what it replaces.
      </ScreenHead>
      <Options
        label="What you have"
        options={presentStates.map((one) => options[one])}
        value={present}
        onChoose={setPresent}
        consequences={decided.map((one, index) =>
          index === 1 && policies.size === 0 ? null : one,
        )}
        importTitle="The import today"
      />
      <div className="mt-5 min-h-7">
        {present === "policies" && (
          <p className="flex flex-wrap items-center gap-2 text-soft">
            <Button icon={FileInput} onClick={() => importPoliciesView.getState().show()}>
              Import your policies…
            </Button>
            {policies.size > 0
              ? `${count(policies.size, "document")} imported.`
              : "JSON, output of the AWS CLI, CloudFormation or Terraform."}
          </p>
        )}
      </div>
    </>
  );
}
