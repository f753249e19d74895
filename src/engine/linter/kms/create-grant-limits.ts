import { allowsAny, ownAccountOf, requestsOf, unnamedRole } from "../access/questions.ts";
import type { LintedDocument, StatementView } from "../document/view.ts";
import { isForOwnRootAlone, reachesAction } from "./own-root.ts";

const limitingKeys = [
  "kms:grantisforawsresource",
  "kms:granteeprincipal",
  "kms:granteeserviceprincipal",
  "kms:grantoperations",
  "kms:grantconstrainttype",
  "kms:grantconstraintsourcearn",
  "kms:viaservice",
];

/** Whether neither a statement's own conditions nor the document's Denies limit the grants that it lets one make. */
export function makesAnyGrant(document: LintedDocument, statement: StatementView): boolean {
  if (!reachesAction(statement, "CreateGrant")) return false;
  if (document.kind === "key" && isForOwnRootAlone(statement)) return false;
  const isLimited = statement.tests.some(
    ({ key, operator }) =>
      limitingKeys.includes(key) && !operator.isNegated && operator.family !== "Null",
  );
  if (isLimited) return false;
  const takers = document.denies.filter((deny) => reachesAction(deny, "CreateGrant"));
  if (takers.length === 0) return true;
  const { resources } = requestsOf(statement);
  return (
    allowsAny(document, [statement, ...takers], { ...anyGrant(document), resources }) !== false
  );
}

/** A grant of everything to a role of an account that is not named, made by a direct call. */
function anyGrant(document: LintedDocument) {
  const stranger = unnamedRole(document, ownAccountOf({ ...document, account: "" }));
  return {
    actions: ["kms:CreateGrant"],
    given: {
      "kms:GrantIsForAWSResource": "false",
      "kms:GranteePrincipal": stranger,
      "kms:GrantOperations": ["CreateGrant", "Decrypt", "DescribeKey", "GenerateDataKey"],
      "kms:GrantConstraintType": null,
      "kms:ViaService": null,
    },
  };
}
