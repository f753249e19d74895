import type { LintedDocument, StatementView } from "../document/view.ts";
import { isForOwnRootAlone } from "./own-root.ts";

const limitingKeys = [
  "kms:grantisforawsresource",
  "kms:granteeprincipal",
  "kms:granteeserviceprincipal",
  "kms:grantoperations",
  "kms:grantconstrainttype",
  "kms:grantconstraintsourcearn",
  "kms:viaservice",
];

/** Whether nothing limits the grants that a statement lets one make. */
export function makesAnyGrant({ kind }: LintedDocument, statement: StatementView): boolean {
  if (kind === "key" && isForOwnRootAlone(statement)) return false;
  return !statement.tests.some(
    ({ key, operator }) =>
      limitingKeys.includes(key) && !operator.isNegated && operator.family !== "Null",
  );
}
