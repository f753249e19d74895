import { fillPlaceholders, type ImportedPolicy, type ImportedRolePolicies } from "#import";
import type { Subject } from "#state";
import { type ImportedRow, type ImportState, targetOf } from "./import-store.ts";

/** The imported policies of the role that a document belongs to. */
export function roleOf(
  rows: readonly ImportedRow[],
  chosen: ImportState["chosen"],
  documentId: string,
  { scenario, documents }: Subject,
): ImportedRolePolicies {
  const own = documents.find(({ id }) => id === documentId);
  const owner = own?.owner ?? "";
  const policies = (kind: ImportedPolicy["kind"]): readonly ImportedPolicy[] =>
    rows.flatMap((row) => {
      const target = documents.find(({ id }) => id === targetOf(row, chosen));
      const fits = target?.kind === kind && target.owner === owner;
      return fits ? [fillPlaceholders(row.policy, target, scenario)] : [];
    });
  const roleArn = own?.attachTo.to === "role" ? own.attachTo.roleArn : "";
  return { owner, roleArn, identity: policies("identity"), trust: policies("trust") };
}
