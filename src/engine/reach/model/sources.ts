import type { Policy } from "#policy";
import type { Actions } from "../../authorizer/action.ts";
import type { CompiledCondition } from "../../authorizer/condition/condition.ts";
import { allLayers, type Layer, layersOf } from "../../authorizer/evaluation/layers.ts";
import type { Principals } from "../../authorizer/principal.ts";
import { viewRequest } from "../../authorizer/request/request-view.ts";
import type { Resources } from "../../authorizer/resource.ts";
import type { CompiledDocument } from "../../authorizer/statement/document.ts";
import type { CompiledStatement } from "../../authorizer/statement/statement.ts";
import type { StatementReference } from "../../authorizer/types.ts";
import type { Budget } from "../budget.ts";
import { type Asked, askedBy, isRelation, variablesOf } from "../classes/comparisons.ts";
import { hasVariable } from "../classes/pattern.ts";
import type { NamedBy } from "../classes/principals.ts";
import { RelationTable } from "../classes/relations.ts";
import type { ReadQuestion } from "../question.ts";
import { relevanceTo } from "./relevant-statements.ts";

/** A statement with what its reading depends on. */
export interface SourceStatement {
  readonly statement: CompiledStatement;
  /** Whether `${…}` is a variable in it. */
  readonly variables: boolean;
}

/** All that the policies of one or two questions say, collected before any class is made. */
export class Sources {
  readonly actions: Actions[] = [];
  readonly resources: Resources[] = [];
  readonly named: NamedBy[] = [];
  /** The comparisons without variables, by key in lower case. */
  readonly asked = new Map<string, Map<string, Asked>>();
  readonly relations = new RelationTable();
  /** Keys that follow from the principal: what is asked of them is asked of it. */
  readonly derived: ReadonlySet<string>;
  readonly budget: Budget;
  readonly #documents = new Map<Policy, CompiledDocument>();
  readonly #added = [new Set<CompiledStatement>(), new Set<CompiledStatement>()] as const;
  readonly #seen = new Set<string>();
  readonly #texts: Record<"action" | "resource" | "principal", string> = {
    action: "",
    resource: "",
    principal: "",
  };

  constructor(derived: ReadonlySet<string>, budget: Budget) {
    this.derived = derived;
    this.budget = budget;
  }

  /** The document as the authorizer reads it, always the same object for the same policy. */
  documentOf(policy: Policy): CompiledDocument {
    const known = this.#documents.get(policy);
    if (known) return known;
    const read = this.budget.authorizer.documentOf(policy);
    this.#documents.set(policy, read);
    return read;
  }

  addQuestion(question: ReadQuestion): void {
    const { policies, hasBoundary, given, grants } = question;
    const { authorizer } = this.budget;
    const view = viewRequest({ principal: "", action: "", resource: "" }, hasBoundary, authorizer);
    const isRelevant = relevanceTo(question, this.budget);
    const added = this.#added[hasBoundary ? 1 : 0];
    for (const layer of allLayers(layersOf(policies, view)))
      for (const policy of layer.documents) {
        const { allows, denies } = this.documentOf(policy);
        const variables = hasVariables(policy);
        for (const statements of [allows, denies])
          for (const statement of statements) {
            if (added.has(statement) || !isRelevant(statement, layer)) continue;
            added.add(statement);
            this.addStatement({ statement, variables }, hasBoundary);
          }
      }
    for (const key of given.keys()) this.#keyOf(key);
    for (const grant of grants) this.relations.ofGrant(grant);
  }

  addStatement({ statement, variables }: SourceStatement, hasBoundary: boolean): void {
    const { action, principal, resource, effect } = statement;
    if (action.kind === "given" && this.#isNew("action", action, "")) this.actions.push(action);
    if (resource.kind === "given") {
      if (this.#isNew("resource", resource, String(variables))) this.resources.push(resource);
      if (resource.templates.some(hasVariable)) this.relations.ofResource(resource);
    }
    if (principal.kind === "given") this.addPrincipals({ element: principal, effect, hasBoundary });
    for (const condition of statement.conditions) {
      const asked = this.askedBy(condition, { statement, variables });
      if (!asked) continue;
      const ofKey = this.#keyOf(asked.keyName);
      if (isRelation(asked) && !this.isOfPrincipal(asked)) {
        this.relations.ofCondition(asked);
        for (const key of variablesOf(asked)) this.#keyOf(key);
      } else ofKey.set(asked.id, asked);
    }
  }

  addPrincipals(named: NamedBy): void {
    const reading = `${named.effect}${named.hasBoundary}`;
    if (this.#isNew("principal", named.element, reading)) this.named.push(named);
  }

  /** A condition of a statement as a comparison of its key; nothing if it cannot be read. */
  askedBy(
    condition: CompiledCondition,
    { statement, variables }: SourceStatement,
  ): Asked | undefined {
    return this.budget.ofObject(condition, () => askedBy(condition, statement.effect, variables));
  }

  /** All elements of a kind as text. */
  textOf(kind: "action" | "resource" | "principal"): string {
    return this.#texts[kind];
  }

  /** Whether a condition speaks of nothing but the principal. */
  isOfPrincipal(asked: Asked): boolean {
    return (
      this.derived.has(asked.keyName) && variablesOf(asked).every((key) => this.derived.has(key))
    );
  }

  #keyOf(key: string): Map<string, Asked> {
    const known = this.asked.get(key) ?? new Map<string, Asked>();
    this.asked.set(key, known);
    return known;
  }

  #isNew(kind: "action" | "resource" | "principal", element: ReadElements, more: string): boolean {
    const { budget } = this;
    const name = budget.ofObject(element, () => budget.nameOf(wordsOf(element)));
    const text = `${kind} ${more} ${name}`;
    if (this.#seen.has(text)) return false;
    this.#seen.add(text);
    this.#texts[kind] += `${more} ${name},`;
    return true;
  }
}

type ReadElements = Actions | Resources | Principals;

/** An element as text: equal texts, equal elements. Principals of each kind count apart. */
function wordsOf(element: ReadElements): string {
  const { negated, written } = element;
  return JSON.stringify(
    "service" in element
      ? [negated, element.aws.map(({ text }) => text), element.service, element.other]
      : [negated, written],
  );
}

/** Whether policy variables work in a document. */
export function hasVariables(policy: Policy): boolean {
  return policy?.Version === "2012-10-17";
}

/** Where a statement of a layer stands. */
export function referenceOf(
  { slot, level, offset }: Layer,
  document: number,
  { index, sid }: CompiledStatement,
): StatementReference {
  return {
    slot,
    ...(level === undefined ? {} : { level }),
    index: offset + document,
    statement: index,
    ...(sid === undefined ? {} : { sid }),
  };
}
