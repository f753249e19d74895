import {
  type AuthorizerCache,
  createAuthorizerCache,
  createReachCache,
  type ReachCache,
} from "#engine";
import { type Policy, parseDocument } from "#policy";
import { keyDocumentId, type Role, type Scenario, type Source } from "#scenario";
import {
  type JoiningLayers,
  type LayerDocument,
  type LayeredRequest,
  type LayerIndex,
  type Layers,
  layerIndexOf,
  layersJoining,
} from "../layers/layers.ts";
import { createMemo, type Memo } from "./memo.ts";
import { type Named, namedIn } from "./named.ts";
import type { PolicyReference, ScenarioDocument } from "./scenario-document.ts";

/** What questions about a scenario share: it lives as long as the answers are the same, while their texts are edited. */
export function reachCacheOf(index: DocumentIndex): ReachCache {
  index.onWork();
  return index.ofPolicy.of(index.scenario, createReachCache, createReachCache);
}

/** The parsed documents of a scenario, by what they are attached to. Later texts have another index. */
export interface DocumentIndex {
  readonly scenario: Scenario;
  readonly identityPoliciesOf: (role: Role) => readonly PolicyReference[];
  readonly trustPolicyOf: (role: Role) => PolicyReference | undefined;
  /** The key policy of a source; of a region without a replica, that of the key itself. */
  readonly keyPolicyOf: (source: Source) => PolicyReference | undefined;
  readonly policyOf: (reference: PolicyReference) => Policy;
  /** Policies and grants beside the documents; left out if there are none. */
  readonly layers?: LayerIndex;
  /** Those that join the decision of a request. */
  readonly layersOf: (about: LayeredRequest) => JoiningLayers | undefined;
  /** Ids of the documents whose text is no JSON: a request that depends on one cannot be decided. */
  readonly unreadable: ReadonlySet<string>;
  /** What the documents name and no answer mentions. */
  readonly named: Named;
  /** Values that depend on the answers, on `named` and on the attachments, but on no text. */
  readonly plans: Memo;
  /** Values that depend on the texts. */
  readonly ofTexts: Memo;
  /** Values that depend on one policy. */
  readonly ofPolicy: Memo;
  /** What the authorizer has read. */
  readonly authorizer: AuthorizerCache;
  /** See `createDocumentIndexCache`. */
  readonly onWork: () => void;
  /** An assumed policy by name. The authorizer compiles each policy object once, so equal ones are one object. */
  readonly assumed: (name: string, make: () => Policy) => Policy;
}

/**
 * Builds document indexes and reuses what the last two have in common with the next: parsed texts, and the plans while
 * only texts change. Two, because a caller compares documents before and after a change. An index that was returned
 * earlier does not change.
 */
export interface DocumentIndexCache {
  readonly indexOf: (
    scenario: Scenario,
    documents: readonly ScenarioDocument[],
    layers?: Layers,
  ) => DocumentIndex;
}

/** What decides besides the answers and the documents. */
export interface DecisionOptions {
  /** Policies and grants that join every decision; none if left out. */
  readonly layers?: Layers | undefined;
  /** Kept by a caller that decides nearly the same documents again and again. */
  readonly indexes?: DocumentIndexCache;
}

/**
 * A cache for a caller that decides the same documents again and again, such as after each keystroke. `onWork` is called
 * at each decision, and at each question about all requests: a worker shows by it that it has not stopped.
 */
export function createDocumentIndexCache(onWork: () => void = () => {}): DocumentIndexCache {
  const shared = sharedValues();
  let layouts: readonly Layout[] = [];
  let last:
    | {
        scenario: Scenario;
        documents: readonly ScenarioDocument[];
        layers: Layers | undefined;
        index: DocumentIndex;
      }
    | undefined;
  return {
    indexOf: (scenario, given, layers) => {
      if (last?.scenario === scenario && last.documents === given && last.layers === layers)
        return last.index;
      const documents = given.filter(isDocument);
      const layered = layers ? layerIndexOf(layers, documents.length) : undefined;
      const texts = layered ? [...documents, ...layered.documents] : documents;
      const policies = shared.policiesIn(texts);
      const named = namedIn(
        scenario,
        policies.slice(0, documents.length).flatMap((policy) => policy ?? []),
        shared.ofObjects,
      );
      const name = nameOf(scenario, named, documents);
      const layout =
        layouts.find((known) => known.name === name) ?? layoutOf(scenario, documents, named, name);
      layouts = lastTwo(layout, layouts);
      const { ofObjects, assumed, authorizer } = shared;
      const index = {
        ...layout,
        ofPolicy: ofObjects,
        authorizer,
        assumed,
        onWork,
        ...textsOf(texts, policies),
        ...layersIn(layered, scenario),
      };
      last = { scenario, documents: given, layers, index };
      return index;
    },
  };
}

/** Parses the documents of a scenario, and the layers beside them. Never throws. */
export function documentIndexOf(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  { layers, indexes = createDocumentIndexCache() }: DecisionOptions = {},
): DocumentIndex {
  return indexes.indexOf(scenario, documents, layers);
}

/** The part of an index that its layers decide. A run asks again and again for the layers of the same requests. */
function layersIn(
  layers: LayerIndex | undefined,
  { guards }: Scenario,
): Pick<DocumentIndex, "layers" | "layersOf"> {
  if (!layers) return { layersOf: () => undefined };
  const known = createMemo();
  return {
    layers,
    layersOf: (about) =>
      known.of(about.request, layersJoining, () =>
        layersJoining(layers, about, guards.organizationId),
      ),
  };
}

/** The newest of some values, then the one before. */
function lastTwo<Value>(newest: Value, before: readonly Value[]): readonly Value[] {
  return [newest, ...before.filter((one) => one !== newest)].slice(0, 2);
}

/** Other programs pass what they have: entries that are no documents are left out. */
function isDocument(document: ScenarioDocument): boolean {
  return typeof document?.text === "string" && typeof document.attachTo?.to === "string";
}

/** Tells scenarios and attachments apart: a layout fits every text of the same documents. */
function nameOf(scenario: Scenario, named: Named, documents: readonly ScenarioDocument[]): string {
  return JSON.stringify([
    scenario,
    named,
    documents.map(({ id, kind, attachTo }) => [id, kind, attachTo]),
  ]);
}

type Attached = Pick<DocumentIndex, "identityPoliciesOf" | "trustPolicyOf" | "keyPolicyOf">;

/** The part of an index that depends on no text. */
interface Layout extends Attached, Pick<DocumentIndex, "scenario" | "named" | "plans"> {
  readonly name: string;
}

function layoutOf(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  named: Named,
  name: string,
): Layout {
  const identities = new Map<string, PolicyReference[]>();
  const trusts = new Map<string, PolicyReference>();
  const keys = new Map<string, PolicyReference>();
  for (const [position, { id, kind, attachTo }] of documents.entries()) {
    const reference: PolicyReference = { documentId: id, position };
    if (kind === "key") keys.set(id, reference);
    else if (attachTo.to === "role" && kind === "trust") trusts.set(attachTo.roleArn, reference);
    else if (attachTo.to === "role") {
      const attached = identities.get(attachTo.roleArn);
      if (attached) attached.push(reference);
      else identities.set(attachTo.roleArn, [reference]);
    }
  }
  return {
    name,
    scenario,
    named,
    plans: createMemo(),
    identityPoliciesOf: ({ arn }) => identities.get(arn) ?? [],
    trustPolicyOf: ({ arn }) => trusts.get(arn),
    keyPolicyOf: (source) =>
      keys.get(keyDocumentId(source)) ??
      keys.get(keyDocumentId({ ...source, region: source.key.region })),
  };
}

/** Stands for an unreadable document: the authorizer has a policy, and `unreadable` says that it decides nothing. */
const emptyPolicy: Policy = {};

/** The part of an index that its texts decide. */
function textsOf(
  documents: readonly LayerDocument[],
  policies: readonly (Policy | undefined)[],
): Pick<DocumentIndex, "policyOf" | "unreadable" | "ofTexts"> {
  return {
    unreadable: new Set(documents.flatMap(({ id }, position) => (policies[position] ? [] : [id]))),
    policyOf: (reference) =>
      reference.documentId === undefined
        ? reference.policy
        : (policies[reference.position] ?? emptyPolicy),
    ofTexts: createMemo(),
  };
}

/** Past this the assumed policies are made again: a scenario of a thousand accounts has many. */
const mostAssumed = 10_000;

/** What all indexes of a cache share, whatever their scenario. */
function sharedValues() {
  const assumedPolicies = new Map<string, Policy>();
  let lastReads: readonly ReadonlyMap<string, Policy | undefined>[] = [];
  return {
    /** By policy, and by scenario. */
    ofObjects: createMemo(),
    authorizer: createAuthorizerCache(),
    assumed: (name: string, make: () => Policy): Policy => {
      const known = assumedPolicies.get(name);
      if (known) return known;
      if (assumedPolicies.size > mostAssumed) assumedPolicies.clear();
      const made = make();
      assumedPolicies.set(name, made);
      return made;
    },
    /** The policy of each document, in their order; `undefined` for one that is no JSON. Only new texts are parsed. */
    policiesIn: (
      documents: readonly Pick<ScenarioDocument, "text">[],
    ): readonly (Policy | undefined)[] => {
      const read = new Map<string, Policy | undefined>();
      const policies = documents.map(({ text }) => {
        const known = [read, ...lastReads].find((texts) => texts.has(text));
        const policy = known ? known.get(text) : policyIn(text);
        read.set(text, policy);
        return policy;
      });
      lastReads = lastTwo(read, lastReads);
      return policies;
    },
  };
}

function policyIn(text: string): Policy | undefined {
  const parsed = parseDocument(text);
  return parsed.ok ? parsed.policy : undefined;
}
