import type { Policy } from "#policy";
import { allLayers, type Layer, layersOf } from "../../authorizer/evaluation/layers.ts";
import { isRecord } from "../../authorizer/json.ts";
import { viewRequest } from "../../authorizer/request/request-view.ts";
import type { CompiledStatement } from "../../authorizer/statement/statement.ts";
import type { StatementReference } from "../../authorizer/types.ts";
import type { Budget } from "../budget.ts";
import type { ReadQuestion } from "../question.ts";
import { relevanceTo } from "./relevant-statements.ts";
import { hasVariables, referenceOf } from "./sources.ts";

/**
 * All that the answer to a question depends on, as text: equal texts, equal answers, but for the names of statements. What
 * a statement says that does not bear on the question is no part of it.
 */
export function questionText(question: ReadQuestion, budget: Budget): string {
  const { policies, given, ...rest } = question;
  const { grants, serviceControlPolicies, resourceControlPolicies } = policies;
  const guardrails = [!!serviceControlPolicies, !!resourceControlPolicies];
  const layers = layersIn(question, budget).map(({ layer, statements }) => [
    layer.slot,
    layer.level,
    layer.offset,
    layer.documents.map(hasVariables),
    statements.map(({ at, statement, policy }) => [
      at,
      statement.index,
      budget.ofObject(statement, () => budget.nameOf(textOf(statement, policy))),
    ]),
  ]);
  return JSON.stringify([rest, grants, [...given], guardrails, layers]);
}

/** References as an earlier question with the same text has them, with the names that the statements have in this one. */
export function namesIn(
  question: ReadQuestion,
  budget: Budget,
): (references: readonly StatementReference[]) => readonly StatementReference[] {
  let names: Map<string, StatementReference> | undefined;
  return (references) => {
    names ??= referencesIn(question, budget);
    return references.map((reference) => names?.get(placeOf(reference)) ?? reference);
  };
}

function referencesIn(question: ReadQuestion, budget: Budget): Map<string, StatementReference> {
  const names = new Map<string, StatementReference>();
  for (const { layer, statements } of layersIn(question, budget))
    for (const { at, statement } of statements) {
      const reference = referenceOf(layer, at, statement);
      names.set(placeOf(reference), reference);
    }
  return names;
}

interface RelevantLayer {
  readonly layer: Layer;
  readonly statements: readonly {
    readonly at: number;
    readonly statement: CompiledStatement;
    readonly policy: Policy;
  }[];
}

/** Every layer with the statements that bear on the question. */
function layersIn(question: ReadQuestion, budget: Budget): readonly RelevantLayer[] {
  const { authorizer } = budget;
  const isRelevant = relevanceTo(question, budget);
  const nobody = { principal: "", action: "", resource: "" };
  const view = viewRequest(nobody, question.hasBoundary, authorizer);
  return allLayers(layersOf(question.policies, view)).map((layer) => ({
    layer,
    statements: layer.documents.flatMap((policy, at) => {
      const { allows, denies } = authorizer.documentOf(policy);
      return [...allows, ...denies].flatMap((statement) =>
        isRelevant(statement, layer) ? [{ at, statement, policy }] : [],
      );
    }),
  }));
}

/** A statement without its name; of a document that is too long nothing can be read, whatever the statement says. */
function textOf({ index, resource }: CompiledStatement, policy: Policy): string {
  const written: unknown = Array.isArray(policy.Statement)
    ? policy.Statement[index]
    : policy.Statement;
  const { Sid: _, ...elements } = isRecord(written) ? written : {};
  return `${resource.kind} ${JSON.stringify(elements)}`;
}

function placeOf({ slot, level, index, statement }: StatementReference): string {
  return `${slot} ${level} ${index} ${statement}`;
}
