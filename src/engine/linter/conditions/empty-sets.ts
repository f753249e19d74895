import type { ServiceReference } from "#policy/services/core";
import type { ConditionTest, StatementView } from "../document/view.ts";

/** The tests by `ForAllValues` that a request without the key passes, because nothing demands that it has a value. */
export function emptySetTests(
  statement: StatementView,
  services: ServiceReference,
): readonly ConditionTest[] {
  return statement.tests.filter(
    ({ operator, key }) =>
      operator.set === "ForAllValues" &&
      operator.family !== undefined &&
      operator.family !== "Null" &&
      services.conditionKey(key)?.list === true &&
      !demandsValue(statement, key),
  );
}

function demandsValue({ tests }: StatementView, key: string): boolean {
  return tests.some((other) => {
    if (key === "kms:encryptioncontextkeys" && other.key.startsWith("kms:encryptioncontext:"))
      return other.isDemanding;
    if (other.key !== key) return false;
    return (
      other.operator.set === "ForAnyValue" ||
      (other.operator.family === "Null" && other.isDemanding)
    );
  });
}
