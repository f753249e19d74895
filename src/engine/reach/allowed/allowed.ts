import { beyondPolicies } from "../../authorizer/evaluation/beyond-policies.ts";
import { acrossAccounts } from "../../authorizer/evaluation/evaluate.ts";
import type { Layer } from "../../authorizer/evaluation/layers.ts";
import { reach } from "../../authorizer/principal.ts";
import { hasIdentityPolicies } from "../../authorizer/request/caller.ts";
import type { StatementReference } from "../../authorizer/types.ts";
import { type Box, isEmpty, meet, withBits, withoutContained } from "../boxes/algebra.ts";
import { bit } from "../boxes/bits.ts";
import { dimension, type Model } from "../model/model.ts";
import { relevanceTo } from "../model/relevant-statements.ts";
import { hasVariables, referenceOf } from "../model/sources.ts";
import type { ReadQuestion } from "../question.ts";
import { type Region, regionsOf } from "./regions.ts";
import { holding, StatementReader } from "./statement-boxes.ts";

/** A statement's part of a region, for the reasons of a cell. */
export interface Reason {
  readonly box: Box;
  readonly reference: StatementReference;
}

/** What a question's policies come to: allowed is every request of `allows` in none of `denies`. */
export interface Allowed {
  readonly allows: readonly Box[];
  readonly denies: readonly Box[];
  readonly becauseAllows: readonly Reason[];
  readonly becauseDenies: readonly Reason[];
}

/** The allows of a layer in a region, by how far they reach. */
interface Given {
  readonly account: readonly Box[];
  readonly role: readonly Box[];
  readonly direct: readonly Box[];
}

/** Combines the statements of all layers, by the same rules as `evaluate` does for one request. */
export function allowedBy(model: Model, question: ReadQuestion): Allowed {
  return new Combination(model, question).result();
}

class Combination {
  readonly #model: Model;
  readonly #question: ReadQuestion;
  readonly #reader: StatementReader;
  /** Statements that do not bear on the question were not collected either. */
  readonly #isRelevant: ReturnType<typeof relevanceTo>;
  readonly #allows: Box[] = [];
  readonly #denies: Box[] = [];
  readonly #becauseAllows: Reason[] = [];
  readonly #becauseDenies: Reason[] = [];

  constructor(model: Model, question: ReadQuestion) {
    this.#model = model;
    this.#question = question;
    this.#isRelevant = relevanceTo(question, model.budget);
    this.#reader = new StatementReader(model, question.hasBoundary);
  }

  result(): Allowed {
    const asked = this.#model.askedIn(this.#question);
    for (const region of regionsOf(this.#model, this.#question, asked))
      if (!isEmpty(region.box)) this.#addRegion(region);
    return {
      allows: this.#allows,
      denies: this.#denies,
      becauseAllows: this.#becauseAllows,
      becauseDenies: this.#becauseDenies,
    };
  }

  #addRegion(region: Region): void {
    const { view, layers, box } = region;
    if (view.decidingPolicy === "open" && view.caller.kind !== "anonymous") {
      this.#allows.push(box);
      return;
    }
    if (view.crossPartition) return;
    let allowed = [...this.#byPolicies(region), ...this.#byGrants(region)];
    for (const guardrail of layers.guardrails)
      if (guardrail.applies) allowed = this.#both(allowed, anyOf(this.#given(guardrail, box)));
    if (allowed.length === 0) return;
    this.#allows.push(...allowed);
    const { identity, boundary, session, resource, guardrails } = layers;
    for (const layer of [identity, boundary, session, resource, ...guardrails])
      if (layer?.applies) this.#addDenies(layer, box);
  }

  /** As in `evaluate`: what identity and resource policies allow together, guardrails and denials apart. */
  #byPolicies(region: Region): Box[] {
    const { view, layers, box } = region;
    const { decidingPolicy, caller, crossAccount } = view;
    const isIdentity = hasIdentityPolicies(caller);
    if (beyondPolicies(view)) return [];
    if (decidingPolicy === "identity-policies" && crossAccount && isIdentity) return [];
    const resourcePolicyDecides =
      decidingPolicy === "key-policy" || decidingPolicy === "trust-policy";
    const resource = layers.resource?.applies ? this.#given(layers.resource, box) : nothing;
    const given = { ...resource, account: [...resource.account, ...this.#unknownResource(region)] };
    if (!isIdentity) return [...given.direct];
    if (crossAccount && decidingPolicy === "key-policy" && !acrossAccounts.has(view.actionKey))
      return [];
    const byItself = crossAccount
      ? []
      : [...given.direct, ...this.#both(given.role, this.#limits(region))];
    const identity = this.#identity(region);
    if (resourcePolicyDecides || crossAccount)
      return [...byItself, ...this.#both(anyOf(given), identity)];
    return [...byItself, ...identity];
  }

  /** What the caller's own side allows; the root of an account needs no policy. */
  #identity(region: Region): readonly Box[] {
    const { view, layers, box } = region;
    if (view.caller.kind === "root") return [box];
    const unknown = this.#question.identityUnknown
      ? [withBits(box, dimension.identityPolicy, bit(1))]
      : [];
    const own = [...unknown, ...anyOf(this.#given(layers.identity, box))];
    return this.#both(own, this.#limits(region));
  }

  /** What boundary and session policies leave. A federated user without a session policy has no permissions. */
  #limits(region: Region): readonly Box[] {
    const { view, layers, box } = region;
    const { boundary, session } = layers;
    const bounded = boundary?.applies ? anyOf(this.#given(boundary, box)) : [box];
    if (!session) return view.caller.kind === "federated-user" ? [] : bounded;
    return session.applies ? this.#both(bounded, anyOf(this.#given(session, box))) : bounded;
  }

  /** The stand-in for an unknown resource policy names the caller's account. */
  #unknownResource({ view: { decidingPolicy, caller }, box }: Region): readonly Box[] {
    if (!this.#question.resourceUnknown || !hasIdentityPolicies(caller)) return [];
    if (decidingPolicy === "identity-policies" || decidingPolicy === "open") return [];
    return [withBits(box, dimension.resourcePolicy, bit(1))];
  }

  #byGrants(region: Region): readonly Box[] {
    const { grants, box } = region;
    const { sources } = this.#model;
    return grants.flatMap(({ grant, readsContext, leftToAccount }) => {
      if (leftToAccount) return this.#identity(region);
      if (!readsContext) return [box];
      const holds = this.#model.relationDimension(sources.relations.ofGrant(grant));
      return [withBits(box, holds, holding)];
    });
  }

  #given(layer: Layer, region: Box): Given {
    const given: { account: Box[]; role: Box[]; direct: Box[] } = {
      account: [],
      role: [],
      direct: [],
    };
    this.#eachBox(layer, "allows", region, (box, reached, reference) => {
      if (reached === reach.direct) given.direct.push(box);
      else (reached === reach.role ? given.role : given.account).push(box);
      this.#becauseAllows.push({ box, reference });
    });
    return given;
  }

  #addDenies(layer: Layer, region: Box): void {
    this.#eachBox(layer, "denies", region, (box, _reached, reference) => {
      this.#denies.push(box);
      this.#becauseDenies.push({ box, reference });
    });
  }

  #eachBox(
    layer: Layer,
    effect: "allows" | "denies",
    region: Box,
    take: (box: Box, reached: number, reference: StatementReference) => void,
  ): void {
    layer.documents.forEach((policy, index) => {
      const variables = hasVariables(policy);
      for (const statement of this.#model.sources.documentOf(policy)[effect]) {
        if (!this.#isRelevant(statement, layer)) continue;
        for (const { reach: reached, box } of this.#reader.boxesOf(
          { statement, variables },
          layer.rules,
        )) {
          const common = this.#model.budget.spend() ? meet(box, region) : undefined;
          if (common) take(common, reached, referenceOf(layer, index, statement));
        }
      }
    });
  }

  /** The requests that are in a box of both lists. */
  #both(one: readonly Box[], other: readonly Box[]): Box[] {
    const found: Box[] = [];
    for (const box of one)
      for (const by of other) {
        const common = this.#model.budget.spend() ? meet(box, by) : undefined;
        if (common) found.push(common);
      }
    return withoutContained(found, this.#model.budget);
  }
}

const nothing: Given = { account: [], role: [], direct: [] };

function anyOf({ account, role, direct }: Given): readonly Box[] {
  return [...account, ...role, ...direct];
}
