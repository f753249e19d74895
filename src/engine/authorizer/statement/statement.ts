import { type ActionElement, readActions } from "../action/action.ts";
import { type CompiledCondition, compileConditions } from "../condition/condition.ts";
import { isRecord } from "../json.ts";
import { type PrincipalElement, readPrincipals } from "../principal/principal.ts";
import { type ResourceElement, readResources } from "../resource/resource.ts";
import { rawElement } from "./element.ts";

/** A statement read once. Its elements are read when first asked for: most statements fail on their action. */
export interface CompiledStatement {
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: "Allow" | "Deny";
  readonly action: ActionElement;
  readonly principal: () => PrincipalElement;
  readonly resource: () => ResourceElement;
  readonly conditions: () => readonly CompiledCondition[];
}

/**
 * Reads a statement. Nothing for a value that is no object, and for one whose `Effect` is neither Allow nor Deny: what it
 * does cannot be guessed. `deny` in another case is taken for Deny, because a refusal misread is worse.
 */
export function compileStatement(
  raw: unknown,
  index: number,
  withVariables: boolean,
): CompiledStatement | undefined {
  if (!isRecord(raw)) return undefined;
  const effect = readEffect(raw.Effect);
  if (!effect) return undefined;
  const sid = raw.Sid;
  return {
    index,
    sid: typeof sid === "string" ? sid : undefined,
    effect,
    action: readActions(rawElement(raw, "Action")),
    principal: once(() => readPrincipals(rawElement(raw, "Principal"))),
    resource: once(() => readResources(rawElement(raw, "Resource"), withVariables)),
    conditions: once(() => compileConditions(raw.Condition, withVariables)),
  };
}

function readEffect(effect: unknown): "Allow" | "Deny" | undefined {
  if (effect === "Allow" || effect === "Deny") return effect;
  return typeof effect === "string" && effect.toLowerCase() === "deny" ? "Deny" : undefined;
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
