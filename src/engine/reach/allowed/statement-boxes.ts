import { type Reach, reach } from "../../authorizer/principal.ts";
import { type ElementRules, isForbidden, unlessGiven } from "../../authorizer/statement/match.ts";
import { type Box, meet, withBits } from "../boxes/algebra.ts";
import { type Bits, bit } from "../boxes/bits.ts";
import { isRelation } from "../classes/comparisons.ts";
import { holdsForPerson, type ReachedPrincipals } from "../classes/principals.ts";
import { dimension, type Model } from "../model/model.ts";
import type { SourceStatement } from "../model/sources.ts";

/** Requests that a statement reaches, and how. */
export interface ReachedBox {
  readonly reach: Exclude<Reach, 0>;
  readonly box: Box;
}

/** Reads statements as boxes of a model, each once for each kind of document. */
export class StatementReader {
  readonly #model: Model;
  readonly #hasBoundary: boolean;
  readonly #known = new Map<unknown, Map<ElementRules, readonly ReachedBox[]>>();

  constructor(model: Model, hasBoundary: boolean) {
    this.#model = model;
    this.#hasBoundary = hasBoundary;
  }

  /** The requests that the statement reaches, its layer's limits apart. */
  boxesOf(source: SourceStatement, rules: ElementRules): readonly ReachedBox[] {
    const known =
      this.#known.get(source.statement) ?? new Map<ElementRules, readonly ReachedBox[]>();
    this.#known.set(source.statement, known);
    const before = known.get(rules);
    if (before) return before;
    const fresh = this.#read(source, rules);
    known.set(rules, fresh);
    return fresh;
  }

  #read(source: SourceStatement, rules: ElementRules): readonly ReachedBox[] {
    const conditions = this.#conditionBox(source);
    const actions = conditions && this.#actions(source);
    if (!conditions || !actions) return [];
    const found: ReachedBox[] = [];
    for (const resources of this.#resourceBoxes(source, rules)) {
      const common = meet(conditions, withBits(resources, dimension.actions, actions));
      if (!common) continue;
      for (const [reached, principals] of this.#principals(source, rules)) {
        const both = principals & (common[dimension.principals] ?? 0n);
        if (both !== 0n)
          found.push({ reach: reached, box: withBits(common, dimension.principals, both) });
      }
    }
    return found;
  }

  /** An element that cannot be read lets no Allow through and holds no Deny back. */
  #otherwise({ statement }: SourceStatement, all: Bits): Bits {
    return statement.effect === "Deny" ? all : 0n;
  }

  #actions(source: SourceStatement): Bits | undefined {
    const { action } = source.statement;
    const bits =
      action.kind === "given"
        ? this.#model.actions.fitting(action)
        : this.#otherwise(source, this.#model.full[dimension.actions] ?? 0n);
    return bits === 0n ? undefined : bits;
  }

  #principals(source: SourceStatement, rules: ElementRules): readonly ReachedPrincipals[] {
    const { effect, principal } = source.statement;
    const { principals, full } = this.#model;
    if (principal.kind === "given" && !isForbidden(principal, source.statement, rules))
      return principals.reachedBy({ element: principal, effect, hasBoundary: this.#hasBoundary });
    const all = full[dimension.principals] ?? 0n;
    const answer =
      principal.kind === "given" ? "malformed" : unlessGiven(principal.kind, rules.principal);
    const reached = answer === "malformed" ? this.#otherwise(source, all) : answer && all;
    return reached ? [[reach.direct, all]] : [];
  }

  /** One box for the resources that fit in any case, one for those that fit if a variable has the right value. */
  #resourceBoxes(source: SourceStatement, rules: ElementRules): readonly Box[] {
    const { full, resources, sources } = this.#model;
    const { resource } = source.statement;
    const fits = (bits: Bits): readonly Box[] =>
      bits === 0n ? [] : [withBits(full, dimension.resources, bits)];
    const all = full[dimension.resources] ?? 0n;
    if (resource.kind !== "given") {
      if (resource.kind === "unreadable" || rules.resource === "needed")
        return fits(this.#otherwise(source, all));
      return rules.resource === "idle" ? [] : fits(all);
    }
    if (rules.resource === "forbidden") return fits(this.#otherwise(source, all));
    const { plain, possible } = resources.fitting(resource);
    const always = resource.negated ? all & ~plain & ~possible : plain;
    if (possible === 0n) return fits(always);
    const at = this.#model.relationDimension(sources.relations.ofResource(resource));
    return [...fits(always), ...fits(possible).map((box) => withBits(box, at, holding))];
  }

  #conditionBox({ statement, variables }: SourceStatement): Box | undefined {
    const { full, sources } = this.#model;
    const box = [...full];
    for (const condition of statement.conditions) {
      const asked = sources.askedBy(condition, { statement, variables });
      if (!asked) {
        if (statement.effect === "Allow") return undefined;
        continue;
      }
      const { at, bits } = sources.isOfPrincipal(asked)
        ? {
            at: dimension.principals,
            bits: this.#model.principals.where((person) => holdsForPerson(asked, person)),
          }
        : isRelation(asked)
          ? {
              at: this.#model.relationDimension(sources.relations.ofCondition(asked)),
              bits: holding,
            }
          : this.#model.statesOf(asked);
      const common = (box[at] ?? 0n) & bits;
      if (common === 0n) return undefined;
      box[at] = common;
    }
    return box;
  }
}

/** The value of a relation that holds. */
export const holding: Bits = bit(1);
