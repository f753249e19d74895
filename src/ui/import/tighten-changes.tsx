import { useCallback } from "react";
import type { ImportedRolePolicies } from "#import";
import type { Scenario } from "#scenario";
import { subjectOf } from "#state";
import type { Checker } from "#worker";
import { ComparedTexts } from "../access/compared-texts.tsx";
import { useKeyhole } from "../store.tsx";

interface TightenChangesProps {
  readonly role: ImportedRolePolicies;
  /** The answers that give the least policy. */
  readonly answers: Scenario;
}

/** Exactly what a role's imported policies allow and the least policy does not, and the reverse. */
export function TightenChanges({ role, answers }: TightenChangesProps) {
  const subject = useKeyhole(subjectOf);
  const compare = useCallback(
    async (checker: Checker) => {
      const own = subject.documents.filter(
        ({ kind, attachTo }) =>
          kind === "identity" && attachTo.to === "role" && attachTo.roleArn === role.roleArn,
      );
      const ids = own.map(({ id }) => id);
      const texts = role.identity.map(({ text }) => text);
      const before = Object.fromEntries(ids.map((id, at) => [id, at === 0 ? texts : []]));
      const { policies } = await checker.changes(subject, { before, answers });
      return {
        policies: policies.filter(({ documentIds }) => documentIds.some((id) => ids.includes(id))),
        notCompared: 0,
      };
    },
    [subject, role, answers],
  );
  return (
    <ComparedTexts
      title="What the least policy takes away"
      compare={compare}
      sameAs="your policies"
    >
      The least policy, compared with your policies over all requests of the role.
    </ComparedTexts>
  );
}
