import type { StatementReference } from "../../authorizer/types.ts";
import type { Reason } from "../allowed/allowed.ts";
import { type Box, meets } from "../boxes/algebra.ts";
import { hasBit, members } from "../boxes/bits.ts";
import { relationWith } from "../classes/relations.ts";
import { dimension, type Model } from "../model/model.ts";
import type { ReadQuestion } from "../question.ts";
import type { Product, Relation, ValueSet } from "../types.ts";

/** A box as plain data: only what it limits. */
export function productOf(model: Model, box: Box, question: ReadQuestion): Product {
  const context: Record<string, ValueSet> = {};
  for (const key of model.keys) {
    const at = model.keyDimension(key.keyName);
    if (at !== undefined && box[at] !== model.full[at])
      context[key.written] = key.describe(box[at] ?? 0n);
  }
  const relations = model.sources.relations.relations.flatMap((relation, index): Relation[] => {
    const at = model.relationDimension(index);
    if (box[at] === model.full[at]) return [];
    return [relationWith(relation, hasBit(box[at] ?? 0n, 1))];
  });
  const resources = box[dimension.resources] ?? 0n;
  return {
    resources: members(resources).map((index) => model.resources.examples()[index] ?? ""),
    ...(model.resources.isFixed
      ? {}
      : { resourceSet: model.resources.describe(resources, question) }),
    ...(question.resourceAccount === undefined
      ? {}
      : { resourceAccount: question.resourceAccount }),
    principals: model.principals.describe(box[dimension.principals] ?? 0n, question.principals),
    actions: model.actions.describe(box[dimension.actions] ?? 0n),
    context,
    ...(relations.length > 0 ? { relations } : {}),
  };
}

/** The statements whose part of the policies meets a box, each once. */
export function referencesIn(reasons: readonly Reason[], box: Box): readonly StatementReference[] {
  const found = new Map<string, StatementReference>();
  for (const { box: part, reference } of reasons)
    if (meets(part, box)) found.set(JSON.stringify(reference), reference);
  return [...found.values()];
}
