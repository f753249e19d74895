import { accountId, asList, type DocumentKind, parseArn } from "#policy";
import { isObject, listIn, type Members, memberIn } from "./value.ts";

/** Whether a value looks like a policy: its `Statement` is one statement or a list of them. */
export function isPolicy(value: unknown): value is Members {
  const statement = memberIn(value, "Statement");
  if (isObject(statement)) return isStatement(statement);
  return (
    Array.isArray(statement) &&
    (statement.length === 0 ? memberIn(value, "Version") !== undefined : isObject(statement[0]))
  );
}

/** Whether a value looks like a statement of a policy. */
export function isStatement(value: unknown): value is Members {
  const effect = memberIn(value, "Effect");
  const says = ["Action", "NotAction"].some((name) => memberIn(value, name) !== undefined);
  return typeof effect === "string" && says;
}

/** The statements of a policy; a single statement becomes a list. */
export function statementsIn(policy: unknown): readonly unknown[] {
  const statement = memberIn(policy, "Statement");
  return isObject(statement) ? [statement] : listIn(policy, "Statement");
}

/**
 * The kind of a policy, decided by its principals and actions, since AWS does not store it. For a policy with
 * principals that is neither for KMS nor for STS, returns the service it is for.
 */
export function kindOf(policy: unknown): DocumentKind | { readonly service: string } {
  const statements = statementsIn(policy);
  const hasPrincipal = statements.some(
    (one) =>
      memberIn(one, "Principal") !== undefined || memberIn(one, "NotPrincipal") !== undefined,
  );
  if (!hasPrincipal) return "identity";
  const services = new Set(statements.flatMap(servicesOf));
  if (services.has("kms")) return "key";
  if (services.has("sts")) return "trust";
  const [service] = services;
  return service === undefined || service === "*" ? "key" : { service };
}

function servicesOf(statement: unknown): readonly string[] {
  const actions = [memberIn(statement, "Action"), memberIn(statement, "NotAction")].flatMap(asList);
  return actions.flatMap((action) =>
    typeof action === "string" ? [action.slice(0, 64).split(":")[0]?.toLowerCase() ?? ""] : [],
  );
}

/**
 * The account whose root a key policy allows `kms:*`. It is the key's account, since only that account can administer
 * the key.
 */
export function ownerOf(keyPolicy: unknown): string | undefined {
  for (const statement of statementsIn(keyPolicy)) {
    if (memberIn(statement, "Effect") !== "Allow") continue;
    if (!asList(memberIn(statement, "Action")).includes("kms:*")) continue;
    for (const principal of asList(memberIn(memberIn(statement, "Principal"), "AWS"))) {
      if (typeof principal !== "string") continue;
      const arn = parseArn(principal.slice(0, 200));
      const owner = accountId(arn?.resource === "root" ? arn.account : principal);
      if (owner) return owner;
    }
  }
  return undefined;
}
