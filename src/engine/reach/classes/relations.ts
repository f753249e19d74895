import { grantProblem } from "../../authorizer/grant.ts";
import type { RequestView } from "../../authorizer/request/request-view.ts";
import { type Resources, readResources, resourceFits } from "../../authorizer/resource.ts";
import type { Grant } from "../../authorizer/types.ts";
import type { Relation } from "../types.ts";
import { type Asked, comparisonFits, comparisonOf } from "./comparisons.ts";

/** The relations of a model: each stands for one dimension with the values "does not hold" (0) and "holds" (1). */
export class RelationTable {
  readonly relations: Relation[] = [];
  /** The conditions behind relations of that kind, by index. */
  readonly asked = new Map<number, Asked>();
  readonly #indexes = new Map<string, number>();

  /** The index of a condition with policy variables; conditions of the same words share it. */
  ofCondition(asked: Asked): number {
    const index = this.#indexOf(asked.id, {
      relation: "condition",
      key: asked.condition.key,
      comparison: comparisonOf(asked, true),
    });
    this.asked.set(index, asked);
    return index;
  }

  ofResource({ written, negated }: Resources): number {
    const relation = { relation: "resource", patterns: written, negated, holds: true } as const;
    return this.#indexOf(JSON.stringify(relation), relation);
  }

  ofGrant(grant: Grant): number {
    return this.#indexOf(JSON.stringify(grant), { relation: "grant", grant, holds: true });
  }

  ofOwnAccount(): number {
    return this.#indexOf("own-account", { relation: "own-account", holds: true });
  }

  #indexOf(id: string, relation: Relation): number {
    const known = this.#indexes.get(id);
    if (known !== undefined) return known;
    this.#indexes.set(id, this.relations.length);
    this.relations.push(relation);
    return this.relations.length - 1;
  }
}

/** A relation with another answer. */
export function relationWith(relation: Relation, holds: boolean): Relation {
  return relation.relation === "condition"
    ? { ...relation, comparison: { ...relation.comparison, holds } }
    : { ...relation, holds };
}

/** Whether a request answers a relation as the relation says. */
export function relationFits(relation: Relation, view: RequestView): boolean {
  switch (relation.relation) {
    case "condition":
      return comparisonFits(relation.comparison, relation.key, view.context);
    case "grant":
      return (grantProblem(relation.grant, view) === undefined) === relation.holds;
    case "own-account":
      return view.crossAccount !== relation.holds;
    case "resource": {
      const { patterns, negated, holds } = relation;
      const read = readResources({ negated, value: patterns }, true);
      return "problem" in read ? false : resourceFits(read, view.resource, view.context) === holds;
    }
  }
}
