import { asList } from "#policy";
import { isObject, listIn, type Members, memberIn } from "../value.ts";

/**
 * The statements of an OpenShift CredentialsRequest, which has them in lower case. Returns `undefined` for any other
 * object.
 * Source: OpenShift cloud-credential-operator, `AWSProviderSpec` (`statementEntries`: effect, action, resource,
 * policyCondition).
 */
export function statementsOfEntries(value: Members): readonly Members[] | undefined {
  const entries = listIn(value, "statementEntries").filter(isObject);
  if (entries.length === 0) return undefined;
  return entries.map((entry) => ({
    Effect: memberIn(entry, "effect") ?? "Allow",
    Action: asList(memberIn(entry, "action")),
    Resource: memberIn(entry, "resource") ?? "*",
    ...(isObject(memberIn(entry, "policyCondition"))
      ? { Condition: memberIn(entry, "policyCondition") }
      : {}),
  }));
}
