import { parseArn } from "#policy";
import { beyondPolicies } from "../../authorizer/evaluation/beyond-policies.ts";
import { acrossAccounts } from "../../authorizer/evaluation/evaluate.ts";
import { type Layers, layersOf } from "../../authorizer/evaluation/layers.ts";
import {
  grantMismatch,
  grantReadsContext,
  isLeftToAccount,
  retireGrant,
} from "../../authorizer/grant.ts";
import { type Caller, hasIdentityPolicies } from "../../authorizer/request/caller.ts";
import { awsOwned, type RequestView, viewRequest } from "../../authorizer/request/request-view.ts";
import type { Grant } from "../../authorizer/types.ts";
import type { Box } from "../boxes/algebra.ts";
import { type Bits, bit, hasBit } from "../boxes/bits.ts";
import { dimension, type Model } from "../model/model.ts";
import type { ReadQuestion } from "../question.ts";

/** Requests that are decided alike, conditions and statements apart: the same policies bear on them in the same way. */
export interface Region {
  readonly box: Box;
  /** One of them. */
  readonly view: RequestView;
  readonly layers: Layers;
  /** Grants that name the caller, the operation and the key. */
  readonly grants: readonly RegionGrant[];
}

interface RegionGrant {
  readonly grant: Grant;
  /** Its context decides. */
  readonly readsContext: boolean;
  /** The caller's own policies have to allow the call too. */
  readonly leftToAccount: boolean;
}

/** The same before any policy is read. */
interface RegionKind {
  readonly view: RequestView;
  /** Whose the resource is, where only the request tells: the caller's, or not. */
  readonly own: boolean | undefined;
  readonly grants: readonly RegionGrant[];
  readonly parts: readonly Part[];
}

interface Part {
  readonly resources: Bits;
  readonly principals: Bits;
  readonly actions: Bits;
}

/**
 * Splits the requests that are asked about by what decides them: kind of resource and of caller, same account or not, what
 * the action needs. The parts that policies cannot allow are left out.
 */
export function regionsOf(model: Model, question: ReadQuestion, asked: Box): readonly Region[] {
  const { resources, principals, actions, sources } = model;
  const { resourceAccount, hasBoundary, grants } = question;
  const within = [dimension.resources, dimension.principals, dimension.actions].map(
    (at) => asked[at] ?? 0n,
  );
  const kinds = sources.budget.rememberedOf(
    "regions",
    [resources, principals, actions],
    () => `${within.join()} ${JSON.stringify([resourceAccount, hasBoundary, grants])}`,
    () => regionKinds(model, question, asked),
  );
  return kinds.flatMap(({ view, own, grants: named, parts }) => {
    const layers = layersOf(question.policies, view);
    return parts.map((part): Region => {
      const box = [...asked];
      box[dimension.resources] = part.resources;
      box[dimension.principals] = part.principals;
      box[dimension.actions] = part.actions;
      if (own !== undefined)
        box[model.relationDimension(sources.relations.ofOwnAccount())] = bit(own ? 1 : 0);
      return { box, view, layers, grants: named };
    });
  });
}

function regionKinds(model: Model, question: ReadQuestion, asked: Box): readonly RegionKind[] {
  const found = new Map<
    string,
    { view: RequestView; own: boolean | undefined; parts: Map<string, Part> }
  >();
  const actions = actionKinds(model, asked[dimension.actions] ?? 0n);
  const callers = callerKinds(model, question, asked[dimension.principals] ?? 0n);
  for (const { example: resource, bits: r } of resourceKinds(model, question, asked)) {
    const calls = actions.map(({ example: action, bits }) => {
      const view = viewRequest(
        { principal: "*", action, resource },
        question.hasBoundary,
        model.budget.authorizer,
      );
      return { view, bits, name: nameOfCall(view) };
    });
    for (const alike of alikeFor(model, callers, resource, question)) {
      const { caller, crossPartition, isOwn, own, bits: p } = alike;
      const ofCaller = `${own === undefined ? isOwn : ""} ${nameOfCaller(alike)}`;
      const row = new Map<string, { view: RequestView; actions: Bits }>();
      for (const call of calls) {
        const view = { ...call.view, caller, crossPartition, crossAccount: !isOwn };
        const key = `${ofCaller} ${call.name} ${nameOfBoth(view, question)}`;
        const known = row.get(key);
        row.set(key, { view: known?.view ?? view, actions: (known?.actions ?? 0n) | call.bits });
      }
      for (const [key, { view, actions: bits }] of row) {
        const ownInRequest = own === undefined ? isOwn : undefined;
        const region = found.get(key) ?? {
          view,
          own: ownInRequest,
          parts: new Map<string, Part>(),
        };
        found.set(key, region);
        // Rows of the same actions and resources are one box.
        const place = `${r} ${bits}`;
        const before = region.parts.get(place)?.principals ?? 0n;
        region.parts.set(place, { resources: r, principals: before | p, actions: bits });
      }
    }
  }
  return [...found.values()].map(({ view, own, parts }) => ({
    view,
    own,
    grants: regionGrants(view, question),
    parts: mergedByResource([...parts.values()]),
  }));
}

function regionGrants(view: RequestView, { grants }: ReadQuestion): readonly RegionGrant[] {
  if (view.decidingPolicy !== "key-policy") return [];
  return grants
    .filter((grant) => grantMismatch(grant, view) === undefined)
    .map((grant) => ({
      grant,
      readsContext: grantReadsContext(grant, view.actionKey),
      leftToAccount: isLeftToAccount(grant, view),
    }));
}

/** Classes that the rules of evaluation do not tell apart, with an example. */
interface Kind {
  readonly example: string;
  readonly bits: Bits;
}

/** The classes of a set by what `nameOf` says of their examples. */
function kindsOf(
  examples: readonly string[],
  within: Bits,
  nameOf: (example: string, at: number) => string,
): readonly Kind[] {
  const kinds = new Map<string, Kind>();
  examples.forEach((example, at) => {
    if (!hasBit(within, at)) return;
    const name = nameOf(example, at);
    const known = kinds.get(name);
    kinds.set(name, { example: known?.example ?? example, bits: (known?.bits ?? 0n) | bit(at) });
  });
  return [...kinds.values()];
}

function actionKinds({ actions }: Model, within: Bits): readonly Kind[] {
  return kindsOf(actions.examples(), within, (_action, at) => actions.rules[at] ?? "");
}

/**
 * What the rules of evaluation read of a resource: its partition, whose it is, whether it is a key or an alias, and whether
 * that is one of AWS's own. A grant names its key, so with grants every resource stays apart.
 */
function resourceKinds(model: Model, question: ReadQuestion, asked: Box): readonly Kind[] {
  return kindsOf(model.resources.examples(), asked[dimension.resources] ?? 0n, (resource) => {
    if (question.grants.length > 0) return resource;
    const { resourceKind } = viewRequest(
      { principal: "*", action: "", resource },
      false,
      model.budget.authorizer,
    );
    const { partition = "", account = "" } = parseArn(resource) ?? {};
    const isKnown = account === "" || account === awsOwned || model.resources.accounts.has(account);
    const isReserved = resourceKind === "alias" && resource.includes(":alias/aws/");
    return JSON.stringify([partition, isKnown ? account : undefined, resourceKind, isReserved]);
  });
}

/**
 * What the rules of evaluation read of a caller: its kind, its partition, and its account where that may be the resource's.
 * A grant names its grantee, so with grants everyone stays apart.
 */
function callerKinds(model: Model, question: ReadQuestion, within: Bits): readonly Kind[] {
  const { accounts } = model.resources;
  const people = model.principals.examples();
  const texts = people.map(({ text }) => text);
  return kindsOf(texts, within, (text, at) => {
    const caller = people[at]?.caller;
    if (question.grants.length > 0 || !caller) return text;
    const { kind, partition, account, serviceLinked } = caller;
    const mayOwn = accounts.has(account) || account === question.resourceAccount;
    const owner = account === "" || mayOwn ? account : undefined;
    return JSON.stringify([kind, partition, owner, serviceLinked]);
  });
}

/** Principals for whose requests on a resource the same policies decide, whatever the action. */
interface Alike {
  readonly caller: Caller;
  readonly crossPartition: boolean;
  readonly bits: Bits;
  readonly isOwn: boolean;
  /** Whether the resource is the callers' own, where their class tells. */
  readonly own: boolean | undefined;
}

/** Groups the callers of one resource: whose it is matters, not what else their account is. */
function alikeFor(
  model: Model,
  callers: readonly Kind[],
  resource: string,
  question: ReadQuestion,
): Iterable<Alike> {
  const groups = new Map<string, Alike>();
  for (const { example: principal, bits: added } of callers) {
    const own = model.isOwnAccount(principal, resource, question);
    const { caller, crossPartition } = viewRequest(
      { principal, action: "", resource },
      false,
      model.budget.authorizer,
    );
    const name = question.grants.length > 0 ? principal : "";
    for (const isOwn of own === undefined ? [false, true] : [own]) {
      const alike = { caller, crossPartition, isOwn, own, bits: added };
      const key = `${own} ${caller.kind} ${nameOfCaller(alike)} ${name}`;
      const before = groups.get(key);
      groups.set(key, before ? { ...before, bits: before.bits | added } : alike);
    }
  }
  return groups.values();
}

/** Boxes of the same callers and actions become one. */
function mergedByResource(parts: readonly Part[]): readonly Part[] {
  const merged = new Map<string, Part>();
  for (const part of parts) {
    const key = `${part.principals} ${part.actions}`;
    const before = merged.get(key)?.resources ?? 0n;
    merged.set(key, { ...part, resources: before | part.resources });
  }
  return [...merged.values()];
}

// What of a request decides which policies bear on it and how: of its action, of its caller, and of both.

function nameOfCall({ decidingPolicy, actionKey }: RequestView): string {
  return `${decidingPolicy} ${acrossAccounts.has(actionKey)} ${actionKey === retireGrant}`;
}

function nameOfCaller({ caller, crossPartition, isOwn }: Alike): string {
  const { kind, serviceLinked } = caller;
  const isApart = kind === "root" || kind === "federated-user" || kind === "anonymous";
  return `${isOwn} ${crossPartition} ${hasIdentityPolicies(caller)} ${serviceLinked} ${isApart ? kind : ""}`;
}

function nameOfBoth(view: RequestView, { grants }: ReadQuestion): string {
  const ofGrants = grants.map((grant) =>
    grantMismatch(grant, view) === undefined
      ? `${grantReadsContext(grant, view.actionKey)} ${isLeftToAccount(grant, view)}`
      : "",
  );
  return `${beyondPolicies(view) !== undefined} ${ofGrants.join()}`;
}
