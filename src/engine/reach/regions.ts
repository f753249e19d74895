import { parseArn } from "#policy";
import { beyondPolicies } from "../authorizer/evaluation/beyond-policies.ts";
import { acrossAccounts } from "../authorizer/evaluation/evaluate.ts";
import { type Layers, layersOf } from "../authorizer/evaluation/layers.ts";
import { grantMismatch, grantReadsContext, isLeftToAccount } from "../authorizer/grant.ts";
import { hasIdentityPolicies, readCaller } from "../authorizer/request/caller.ts";
import { awsOwned, type RequestView, viewRequest } from "../authorizer/request/request-view.ts";
import type { Grant } from "../authorizer/types.ts";
import { type Box, withBits } from "./algebra.ts";
import { type Bits, bit, hasBit } from "./bits.ts";
import { dimension, type Model } from "./model.ts";
import type { ReadQuestion } from "./question.ts";

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

/**
 * Splits the requests that are asked about by what decides them: kind of resource and of caller, same account or not, what
 * the action needs. The parts that policies cannot allow are left out.
 */
export function regionsOf(model: Model, question: ReadQuestion, asked: Box): readonly Region[] {
  const regions = new Map<string, { view: RequestView; cells: Map<string, Bits[]> }>();
  const actions = actionKinds(model, asked[dimension.actions] ?? 0n);
  const callers = callerKinds(model, question, asked[dimension.principals] ?? 0n);
  for (const { example: resource, bits: r } of resourceKinds(model, question, asked)) {
    for (const { own, isOwn, bits: p, principal } of alikeFor(model, callers, resource, question)) {
      const row = new Map<string, { view: RequestView; actions: Bits }>();
      for (const { example: action, bits: a } of actions) {
        const view = viewOf(principal, action, resource, isOwn, question);
        const key = `${own === undefined ? String(isOwn) : ""}${signatureOf(view, question)}`;
        const known = row.get(key);
        row.set(key, { view: known?.view ?? view, actions: (known?.actions ?? 0n) | a });
      }
      for (const [key, { view, actions: bits }] of row) {
        const region = regions.get(key) ?? { view, cells: new Map<string, Bits[]>() };
        regions.set(key, region);
        // Rows of the same actions and resources are one box.
        const place = `${r} ${bits}`;
        const [, before = 0n] = region.cells.get(place) ?? [];
        region.cells.set(place, [r, before | p, bits]);
      }
    }
  }
  return [...regions].flatMap(([key, { view, cells }]) => {
    const layers = layersOf(question.policies, view);
    const own = key.startsWith("true") ? bit(1) : key.startsWith("false") ? bit(0) : undefined;
    const grants = question.grants
      .filter(
        (grant) => view.decidingPolicy === "key-policy" && grantMismatch(grant, view) === undefined,
      )
      .map((grant) => ({
        grant,
        readsContext: grantReadsContext(grant, view.actionKey),
        leftToAccount: isLeftToAccount(grant, view),
      }));
    return mergedByResource([...cells.values()]).map(([r = 0n, p = 0n, a = 0n]): Region => {
      let box = withBits(asked, dimension.resources, r);
      box = withBits(withBits(box, dimension.principals, p), dimension.actions, a);
      if (own !== undefined) {
        const at = model.relationDimension(model.sources.relations.ofOwnAccount());
        box = withBits(box, at, own);
      }
      return { box, view, layers, grants };
    });
  });
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
    const { resourceKind } = viewRequest({ principal: "*", action: "", resource }, false);
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
  const people = model.principals.examples().map(({ text }) => text);
  return kindsOf(people, within, (text) => {
    if (question.grants.length > 0) return text;
    const { kind, partition, account, serviceLinked } = readCaller(text);
    const mayOwn = accounts.has(account) || account === question.resourceAccount;
    const owner = account === "" || mayOwn ? account : undefined;
    return JSON.stringify([kind, partition, owner, serviceLinked]);
  });
}

/** Principals for whose requests on a resource the same policies decide, whatever the action. */
interface Alike {
  readonly principal: string;
  readonly bits: Bits;
  readonly isOwn: boolean;
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
  const [anyAction = ""] = model.actions.examples();
  for (const { example: principal, bits: own } of callers) {
    const isOwned = model.isOwnAccount(principal, resource, question);
    for (const isOwn of isOwned === undefined ? [false, true] : [isOwned]) {
      const { caller, crossPartition } = viewOf(principal, anyAction, resource, isOwn, question);
      const { kind, serviceLinked } = caller;
      const name = question.grants.length > 0 ? principal : "";
      const identity = hasIdentityPolicies(caller);
      const key = [isOwned, isOwn, kind, serviceLinked, identity, crossPartition, name].join();
      const before = groups.get(key);
      const bits = (before?.bits ?? 0n) | own;
      groups.set(key, { principal: before?.principal ?? principal, bits, isOwn, own: isOwned });
    }
  }
  return groups.values();
}

/** Boxes of the same callers and actions become one. */
function mergedByResource(cells: readonly (readonly Bits[])[]): readonly (readonly Bits[])[] {
  const merged = new Map<string, readonly Bits[]>();
  for (const [r = 0n, p = 0n, a = 0n] of cells) {
    const key = `${p} ${a}`;
    const [before = 0n] = merged.get(key) ?? [];
    merged.set(key, [before | r, p, a]);
  }
  return [...merged.values()];
}

/** A request as the rules of evaluation see it; whose the resource is, is decided. */
function viewOf(
  principal: string,
  action: string,
  resource: string,
  isOwn: boolean,
  { hasBoundary }: ReadQuestion,
): RequestView {
  const view = viewRequest({ principal, action, resource }, hasBoundary);
  return { ...view, crossAccount: !isOwn };
}

/** What of a request decides which policies bear on it and how. */
function signatureOf(view: RequestView, { grants }: ReadQuestion): string {
  const { caller, decidingPolicy, crossAccount, crossPartition, actionKey } = view;
  return [
    decidingPolicy,
    crossAccount,
    crossPartition,
    hasIdentityPolicies(caller),
    caller.kind === "root" || caller.kind === "federated-user" || caller.kind === "anonymous"
      ? caller.kind
      : "",
    caller.serviceLinked,
    beyondPolicies(view) !== undefined,
    acrossAccounts.has(actionKey),
    actionKey === "kms:retiregrant",
    grants.map((grant) =>
      grantMismatch(grant, view) === undefined
        ? `${grantReadsContext(grant, actionKey)} ${isLeftToAccount(grant, view)}`
        : "",
    ),
  ].join();
}
