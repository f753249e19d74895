import { generate } from "#generator";
import {
  type BroughtPolicy,
  type BroughtRolePolicies,
  compareAccess,
  filledFor,
  leastScenario,
} from "#import";
import type { Scenario } from "#scenario";
import { type Subject, subjectOf } from "#state";
import { type Brought, type BroughtRow, targetOf } from "./brought-store.ts";

/** All that was brought for the role of a document. */
export function roleOf(
  rows: readonly BroughtRow[],
  chosen: Brought["chosen"],
  documentId: string,
  { scenario, documents }: Subject,
): BroughtRolePolicies {
  const owner = documentId.split("/")[0] ?? "";
  const own = documents.find(({ id }) => id === documentId);
  const policies = (kind: BroughtPolicy["kind"]): readonly BroughtPolicy[] =>
    rows.flatMap((row) => {
      const target = documents.find(({ id }) => id === targetOf(row, chosen));
      const fits = target?.kind === kind && target.id.split("/")[0] === owner;
      return fits ? [filledFor(row.policy, target, scenario)] : [];
    });
  const roleArn = own?.attachTo.to === "role" ? own.attachTo.roleArn : "";
  return { owner, roleArn, identity: policies("identity"), trust: policies("trust") };
}

/** Those policies beside the least ones for the same answers. */
export function compare(scenario: Scenario, documentId: string, theirs: readonly BroughtPolicy[]) {
  const least = leastScenario(scenario);
  return compareAccess(
    subjectOf({ scenario, edits: {} }),
    { scenario: least, documents: generate(least) },
    documentId,
    theirs.map(({ text }) => text),
  );
}
