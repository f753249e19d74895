import { type Principals, principalReach, reach, readPrincipals } from "../authorizer/principal.ts";
import type { Caller } from "../authorizer/request/caller.ts";
import { viewRequest } from "../authorizer/request/request-view.ts";
import { statementReach } from "../authorizer/statement/match.ts";
import { type CompiledStatement, compileStatement } from "../authorizer/statement/statement.ts";
import type { AccessRequest } from "../authorizer/types.ts";
import type { Budget } from "./budget.ts";
import { isLike } from "./classes/principals.ts";
import type { Claim } from "./types.ts";

/** What a claim forbids: the requests that one statement reaches and another does not, of some callers but others. */
export interface CompiledClaim {
  readonly forbidden: CompiledStatement;
  readonly exempt: CompiledStatement;
  readonly who: Named;
  readonly spared: Named;
}

/** Principals of a claim, and the same as patterns over the text of a caller. */
interface Named {
  readonly element: Principals;
  readonly patterns: readonly string[];
}

/** A claim as the Deny that everybody meets, and what it leaves out; `undefined` if it cannot be read. */
export function compileClaim(never: Claim["never"]): CompiledClaim | undefined {
  const { principals, exceptPrincipals, actions, exceptActions, resources, exceptResources, when } =
    never;
  const forbidden = compileStatement(
    {
      Effect: "Deny",
      Action: actions ?? "*",
      ...(exceptResources === undefined
        ? { Resource: resources ?? "*" }
        : { NotResource: exceptResources }),
      ...(when === undefined ? {} : { Condition: when }),
    },
    0,
    true,
  );
  const who = peopleOf(principals ?? ["*"]);
  const spared = peopleOf(exceptPrincipals ?? []);
  const exempt = compileStatement(
    { Effect: "Deny", Action: exceptActions ?? [], Resource: "*" },
    0,
    true,
  );
  return forbidden && exempt && who && spared ? { forbidden, exempt, who, spared } : undefined;
}

/** Principals of a claim, as the Principal element of a Deny; a pattern is held against every kind of caller. */
function peopleOf(principals: unknown): Named | undefined {
  if (!Array.isArray(principals)) return undefined;
  const texts = principals.filter((text) => typeof text === "string");
  const element = readPrincipals({
    negated: false,
    value: { AWS: texts, Service: texts, Federated: texts },
  });
  return "problem" in element ? undefined : { element, patterns: texts };
}

/** Whether a claim is about a caller. */
export function isAbout({ who, spared }: CompiledClaim, caller: Caller): boolean {
  return fits(who, caller) && !fits(spared, caller);
}

/** Whether a claim says that a request is never allowed. */
export function isForbidden(
  claim: CompiledClaim,
  request: AccessRequest,
  { authorizer }: Budget,
): boolean {
  const view = viewRequest(request, false, authorizer);
  const isMet = (statement: CompiledStatement) =>
    statementReach(statement, withoutPrincipal, view) !== reach.none;
  return isMet(claim.forbidden) && !isMet(claim.exempt) && isAbout(claim, view.caller);
}

function fits({ element, patterns }: Named, caller: Caller): boolean {
  const reached = principalReach(element, caller, "Deny", false);
  return reached !== reach.none || isLike(patterns, caller.text);
}

/** The statements of a claim have no principal. */
export const withoutPrincipal = { principal: "forbidden", resource: "needed" } as const;
