import { actionFits } from "../action.ts";
import { conditionFound, conditionHolds } from "../condition/condition.ts";
import {
  type PrincipalElement,
  type Principals,
  principalReach,
  type Reach,
  reach,
} from "../principal.ts";
import type { RequestView } from "../request/request-view.ts";
import { resourceFits, unresolvedIn } from "../resource.ts";
import type { Failure } from "../types.ts";
import type { CompiledStatement } from "./statement.ts";

const { direct, none } = reach;

/**
 * What a kind of document makes of an element that is missing or that should not be there. `needed`: without it the
 * statement is malformed. `idle`: without it the statement does nothing. `optional`: without it everything fits.
 * `forbidden`: with it the statement is malformed.
 */
type Presence = "needed" | "idle" | "optional" | "forbidden";

/** The elements that a kind of policy requires or forbids. */
export interface ElementRules {
  readonly principal: Presence;
  /** An Allow with `NotPrincipal` is malformed; left out where it is not. */
  readonly allowNotPrincipal?: "forbidden";
  readonly resource: Presence;
}

/** An element's answer: how far it reaches, or that it cannot be read. */
export type Answer = Reach | "malformed";

/**
 * How far a statement reaches the request: nothing unless its action, principal, resource and conditions all fit.
 * A malformed element never lets an Allow through and never holds a Deny back.
 */
export function statementReach(
  statement: CompiledStatement,
  rules: ElementRules,
  view: RequestView,
): Reach {
  const { effect } = statement;
  const otherwise = effect === "Deny" ? direct : none;
  const action = actionAnswer(statement, view);
  if ((action === "malformed" ? otherwise : action) === none) return none;
  const principal = principalAnswer(statement, rules, view);
  const reached = principal === "malformed" ? otherwise : principal;
  if (reached === none) return none;
  const resource = resourceAnswer(statement, rules, view);
  if ((resource === "malformed" ? otherwise : resource) === none) return none;
  for (const condition of statement.conditions)
    if (!conditionHolds(condition, effect, view.context)) return none;
  return reached;
}

/** The first element that keeps a statement from the request, in the order in which `statementReach` asks. */
export function statementFailure(
  statement: CompiledStatement,
  rules: ElementRules,
  view: RequestView,
): Failure | undefined {
  const { effect } = statement;
  const fails = (answer: Answer) =>
    answer === none || (answer === "malformed" && effect === "Allow");
  if (fails(actionAnswer(statement, view))) return actionFailure(statement, view);
  if (fails(principalAnswer(statement, rules, view)))
    return principalFailure(statement, rules, view);
  if (fails(resourceAnswer(statement, rules, view))) return resourceFailure(statement, rules, view);
  const { context } = view;
  const failing = statement.conditions.find((one) => !conditionHolds(one, effect, context));
  if (!failing) return undefined;
  const { operator, key, written, check } = failing;
  if (check.kind === "unreadable") return malformed("Condition", check);
  const { found, unresolved } = conditionFound(check, context);
  return { kind: "condition", operator, key, written, unresolved, ...(found ? { found } : {}) };
}

/** The problems that a Deny was applied in spite of. */
export function assumedProblems(
  statement: CompiledStatement,
  rules: ElementRules,
  view: RequestView,
): readonly string[] {
  if (statement.effect === "Allow") return [];
  const { action, principal, resource, conditions } = statement;
  const found: Malformed[] = [];
  if (actionAnswer(statement, view) === "malformed") found.push(malformed("Action", action));
  if (principalAnswer(statement, rules, view) === "malformed")
    found.push(malformedPrincipal(principal));
  if (resourceAnswer(statement, rules, view) === "malformed")
    found.push(malformed("Resource", resource));
  for (const { check } of conditions)
    if (check.kind === "unreadable") found.push(malformed("Condition", check));
  return found.map(({ element, problem }) => `\`${element}\`: ${problem}`);
}

/** How a statement's Action or NotAction answers a request. */
export function actionAnswer({ action }: CompiledStatement, view: RequestView): Answer {
  if (action.kind !== "given") return "malformed";
  return actionFits(action, view.actionKey) ? direct : none;
}

/** How a statement's Principal or NotPrincipal answers a request, by what the kind of policy allows there. */
export function principalAnswer(
  statement: CompiledStatement,
  rules: ElementRules,
  view: RequestView,
): Answer {
  const element = statement.principal;
  if (element.kind !== "given") return unlessGiven(element.kind, rules.principal);
  if (isForbidden(element, statement, rules)) return "malformed";
  return principalReach(element, view.caller, statement.effect, view.hasBoundary);
}

/** Whether the kind of policy forbids a statement's Principal or NotPrincipal. */
export function isForbidden(
  { negated }: Principals,
  { effect }: CompiledStatement,
  { principal, allowNotPrincipal }: ElementRules,
): boolean {
  if (principal === "forbidden") return true;
  return negated && effect === "Allow" && allowNotPrincipal === "forbidden";
}

function resourceAnswer(
  statement: CompiledStatement,
  rules: ElementRules,
  view: RequestView,
): Answer {
  const element = statement.resource;
  if (element.kind !== "given") return unlessGiven(element.kind, rules.resource);
  if (rules.resource === "forbidden") return "malformed";
  return resourceFits(element, view.resource, view.context) ? direct : none;
}

/** How an element that is not given answers, by what the kind of policy asks for. */
export function unlessGiven(kind: "absent" | "unreadable", presence: Presence): Answer {
  if (kind === "unreadable" || presence === "needed") return "malformed";
  return presence === "idle" ? none : direct;
}

function actionFailure({ action }: CompiledStatement, view: RequestView): Failure {
  if (action.kind !== "given") return malformed("Action", action);
  const element = action.negated ? "NotAction" : "Action";
  return { kind: "action", element, written: action.written, found: view.action };
}

function principalFailure(
  statement: CompiledStatement,
  rules: ElementRules,
  view: RequestView,
): Failure {
  const principal = statement.principal;
  if (principal.kind !== "given" || isForbidden(principal, statement, rules))
    return malformedPrincipal(principal);
  const element = principal.negated ? "NotPrincipal" : "Principal";
  return { kind: "principal", element, written: principal.written, found: view.caller.text };
}

function resourceFailure(
  statement: CompiledStatement,
  rules: ElementRules,
  view: RequestView,
): Failure {
  const resource = statement.resource;
  if (resource.kind !== "given" || rules.resource === "forbidden")
    return malformed("Resource", resource);
  const element = resource.negated ? "NotResource" : "Resource";
  const unresolved = unresolvedIn(resource, view.context);
  return { kind: "resource", element, written: resource.written, found: view.resource, unresolved };
}

type Malformed = Failure & { readonly kind: "malformed" };

function malformedPrincipal(read: PrincipalElement): Malformed {
  const isNegated = read.kind === "given" && read.negated;
  return malformed(isNegated ? "NotPrincipal" : "Principal", read);
}

function malformed(
  element: string,
  read: { readonly kind: string; readonly problem?: string },
): Malformed {
  const unreadable = read.problem ?? "it is missing";
  const problem = read.kind === "given" ? "it must not stand in such a document" : unreadable;
  return { kind: "malformed", element, problem };
}
