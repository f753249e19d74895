import type { Policy } from "#policy";
import type { Actions } from "../authorizer/action.ts";
import { allLayers, type Layer, layersOf } from "../authorizer/evaluation/layers.ts";
import { viewRequest } from "../authorizer/request/request-view.ts";
import type { Resources } from "../authorizer/resource.ts";
import { type CompiledDocument, compileDocument } from "../authorizer/statement/document.ts";
import type { CompiledStatement } from "../authorizer/statement/statement.ts";
import type { StatementReference } from "../authorizer/types.ts";
import { type Asked, askedBy, isRelation, variablesOf } from "./comparisons.ts";
import { hasVariable } from "./pattern.ts";
import type { NamedBy } from "./principals.ts";
import type { ReadQuestion } from "./question.ts";
import { RelationTable } from "./relations.ts";

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
  readonly #documents = new Map<Policy, CompiledDocument>();
  readonly #seen = new Set<string>();

  constructor(derived: ReadonlySet<string>) {
    this.derived = derived;
  }

  /** The document as the authorizer reads it, always the same object for the same policy. */
  documentOf(policy: Policy): CompiledDocument {
    const known = this.#documents.get(policy);
    if (known) return known;
    const read = compileDocument(policy);
    this.#documents.set(policy, read);
    return read;
  }

  addQuestion({ policies, hasBoundary, given, grants }: ReadQuestion): void {
    const view = viewRequest({ principal: "", action: "", resource: "" }, hasBoundary);
    for (const layer of allLayers(layersOf(policies, view)))
      for (const policy of layer.documents) {
        const { allows, denies } = this.documentOf(policy);
        const variables = hasVariables(policy);
        for (const statement of [...allows, ...denies])
          this.addStatement({ statement, variables }, hasBoundary);
      }
    for (const key of given.keys()) this.#keyOf(key);
    for (const grant of grants) this.relations.ofGrant(grant);
  }

  addStatement({ statement, variables }: SourceStatement, hasBoundary: boolean): void {
    const { action, principal, resource, effect } = statement;
    if (action.kind === "given" && this.#isNew("action", action)) this.actions.push(action);
    if (resource.kind === "given") {
      if (this.#isNew("resource", [resource.written, resource.negated, variables]))
        this.resources.push(resource);
      if (resource.templates.some(hasVariable)) this.relations.ofResource(resource);
    }
    if (principal.kind === "given" && this.#isNew("principal", [principal, effect, hasBoundary]))
      this.named.push({ element: principal, effect, hasBoundary });
    for (const condition of statement.conditions) {
      const asked = askedBy(condition, effect, variables);
      if (!asked) continue;
      const ofKey = this.#keyOf(asked.keyName);
      if (isRelation(asked) && !this.isOfPrincipal(asked)) {
        this.relations.ofCondition(asked);
        for (const key of variablesOf(asked)) this.#keyOf(key);
      } else ofKey.set(asked.id, asked);
    }
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

  #isNew(kind: string, value: unknown): boolean {
    const text = kind + JSON.stringify(value);
    if (this.#seen.has(text)) return false;
    this.#seen.add(text);
    return true;
  }
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
