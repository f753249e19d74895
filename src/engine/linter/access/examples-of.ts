import { authorize } from "../../authorizer/authorize.ts";
import { requestContext } from "../../authorizer/request/request-context.ts";
import type { AccessRequest, PolicySet } from "../../authorizer/types.ts";
import { anyIdentityPolicy, anyResourcePolicy } from "../../reach/model/stand-ins.ts";
import type { ReachPolicies } from "../../reach/types.ts";
import type { ActionEntry } from "../document/entries.ts";
import type { PrincipalEntry } from "../document/principals.ts";
import type { ConditionTest, LintedDocument, StatementView } from "../document/view.ts";
import { ownAccountOf, resourcesOf, rootOf, unnamedRole } from "./questions.ts";

/**
 * A likely request of each action that a statement names, made of the statement's texts and, as far as can be seen, met by none of
 * some Denies. If one is decided as a rule does not expect, the slow question about all requests is not asked.
 */
export function examplesOf(
  document: LintedDocument,
  statement: StatementView,
  entries: readonly ActionEntry[] = statement.actions,
  denies: readonly StatementView[] = [],
): readonly AccessRequest[] {
  const principals =
    document.kind === "identity"
      ? [unnamedRole(document, ownAccountOf(document))]
      : statement.principals.slice(0, most).map((entry) => callerOf(document, entry));
  const resources =
    document.kind === "identity"
      ? statement.resources.slice(0, most).map(({ text }) => text)
      : ["*"];
  const [ownResource = "*"] = resourcesOf(document, [statement]);
  const named = resources.flatMap((text) =>
    [...text.matchAll(variable)].map(([, name = ""]) => name),
  );
  const context = {
    ...Object.fromEntries(named.map((name) => [name, "x"])),
    ...avoiding(denies.flatMap(({ tests }) => tests)),
    ...contextOf(statement.tests),
  };
  return entries.slice(0, most).flatMap((entry) =>
    principals.flatMap((principal) =>
      resources.map((resource) => {
        const action = entry.actions[0] ?? plain(entry.text);
        const request = {
          principal,
          action,
          resource: plain(resource === "*" && action.startsWith("kms:") ? ownResource : resource),
        };
        return { ...request, context: completed(request, context) };
      }),
    ),
  );
}

const most = 8;

/** Whether policies allow a request; a policy that is not known is taken to allow everything. */
export function isAllowed(request: AccessRequest, policies: ReachPolicies): boolean {
  const { identityPolicies, resourcePolicy, ...others } = policies;
  const set: PolicySet = {
    ...others,
    ...(identityPolicies === undefined
      ? {}
      : {
          identityPolicies: identityPolicies === "unknown" ? [anyIdentityPolicy] : identityPolicies,
        }),
    ...(resourcePolicy === undefined
      ? {}
      : {
          resourcePolicy:
            resourcePolicy === "unknown" ? anyResourcePolicy(request.principal) : resourcePolicy,
        }),
  };
  return authorize(request, set, { trace: false }).outcome === "allowed";
}

function callerOf(document: LintedDocument, { kind, account, text }: PrincipalEntry): string {
  if (kind === "everyone") return unnamedRole(document, ownAccountOf(document));
  return kind === "account" && account ? rootOf(document, account) : text;
}

/** A context with what AWS fills in, which is the truth: a condition on it may contradict the principal. */
function completed(request: AccessRequest, context: Record<string, string | string[]>) {
  const filledIn = requestContext(request);
  const known = new Set(Object.keys(filledIn).map((key) => key.toLowerCase()));
  const own = Object.entries(context).filter(([key]) => !known.has(key.toLowerCase()));
  return { ...Object.fromEntries(own), ...filledIn };
}

/** Values that meet the tests, as far as that can be seen from one test at a time. */
function contextOf(tests: readonly ConditionTest[]): Record<string, string | string[]> {
  const context: Record<string, string | string[]> = {};
  for (const { operator, keyText, values } of tests) {
    const value = values[0]?.text;
    if (value === undefined || operator.isNegated) continue;
    if (operator.family !== "Null") {
      const fitting = beside(operator, plain(value));
      // A limit above comes after what the limit below has set.
      if (!operator.name.includes("LessThan") || !(keyText in context))
        context[keyText] = operator.set ? [fitting] : fitting;
      for (const [, name = ""] of value.matchAll(variable)) context[name] ??= "x";
    }
    if (operator.family === "Null" && value.toLowerCase() === "false") context[keyText] ??= "x";
  }
  return context;
}

/** Values that fail tests of Denies which a request without the key would meet, or meets by `false`. */
function avoiding(tests: readonly ConditionTest[]): Record<string, string | string[]> {
  const context: Record<string, string | string[]> = {};
  for (const { operator, keyText, values } of tests) {
    const value = values[0]?.text ?? "";
    if (operator.isNegated) context[keyText] ??= plain(value.replace(/\/\d+$/, ""));
    if (operator.family === "Bool") context[keyText] ??= value === "false" ? "true" : "false";
  }
  return context;
}

/** A value that an operator of order accepts, close to its limit; any other operator accepts the value itself. */
function beside({ name, family }: ConditionTest["operator"], value: string): string {
  const isGreater = name.includes("GreaterThan");
  if (name.endsWith("ThanEquals") || (!isGreater && !name.includes("LessThan"))) return value;
  if (family === "Date") {
    const limit = Date.parse(value);
    if (!isGreater || !(Math.abs(limit) < mostDate)) return "1971-01-01T00:00:00Z";
    return new Date(limit + 1000).toISOString();
  }
  return String(Number(value) + (isGreater ? 1 : -1));
}

/** Milliseconds since 1970 that a date can certainly have. */
const mostDate = 8e15;

const variable = /\$\{([\w:/.-]+)\}/g;

const plain = (text: string) => text.replaceAll(variable, "x").replaceAll(/[*?]/g, "x");
