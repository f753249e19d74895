import { type ActionElement, readActions } from "../action.ts";
import { type CompiledCondition, compileConditions } from "../condition/condition.ts";
import { isRecord } from "../json.ts";
import { type PrincipalElement, readPrincipals } from "../principal.ts";
import { type ResourceElement, readResources } from "../resource.ts";
import { readElement } from "./element.ts";
import { plainReaders, type TextReaders } from "./readers.ts";

/** A statement read once. Its elements are read when first asked for: most statements fail on their action. */
export class CompiledStatement {
  readonly index: number;
  readonly effect: "Allow" | "Deny";
  readonly #raw: Readonly<Record<string, unknown>>;
  readonly #withVariables: boolean;
  readonly #readers: TextReaders;
  #action: ActionElement | undefined;
  #principal: PrincipalElement | undefined;
  #resource: ResourceElement | undefined;
  #conditions: readonly CompiledCondition[] | undefined;

  constructor(
    raw: Readonly<Record<string, unknown>>,
    index: number,
    effect: "Allow" | "Deny",
    withVariables: boolean,
    readers: TextReaders,
  ) {
    this.index = index;
    this.effect = effect;
    this.#raw = raw;
    this.#withVariables = withVariables;
    this.#readers = readers;
  }

  get sid(): string | undefined {
    const sid = this.#raw.Sid;
    return typeof sid === "string" ? sid : undefined;
  }

  get action(): ActionElement {
    this.#action ??= readElement(this.#raw.Action, this.#raw.NotAction, (given) =>
      readActions(given, this.#readers.lowerCase),
    );
    return this.#action;
  }

  get principal(): PrincipalElement {
    this.#principal ??= readElement(this.#raw.Principal, this.#raw.NotPrincipal, (given) =>
      readPrincipals(given, this.#readers.awsEntryOf),
    );
    return this.#principal;
  }

  get resource(): ResourceElement {
    this.#resource ??= readElement(this.#raw.Resource, this.#raw.NotResource, (given) =>
      readResources(given, this.#withVariables),
    );
    return this.#resource;
  }

  get conditions(): readonly CompiledCondition[] {
    this.#conditions ??= compileConditions(
      this.#raw.Condition,
      this.#withVariables,
      this.#readers.lowerCase,
    );
    return this.#conditions;
  }
}

/**
 * Reads a statement. Nothing for a value that is no object, and for one whose `Effect` is neither Allow nor Deny: what it
 * does cannot be guessed. `deny` in another case is taken for Deny, because a refusal misread is worse.
 */
export function compileStatement(
  raw: unknown,
  index: number,
  withVariables: boolean,
  readers = plainReaders,
): CompiledStatement | undefined {
  if (!isRecord(raw)) return undefined;
  const effect = readEffect(raw.Effect);
  return effect && new CompiledStatement(raw, index, effect, withVariables, readers);
}

function readEffect(effect: unknown): "Allow" | "Deny" | undefined {
  if (effect === "Allow") return effect;
  return typeof effect === "string" && effect.toLowerCase() === "deny" ? "Deny" : undefined;
}
