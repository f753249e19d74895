import { type DocumentKind, type Policy, parseDocument } from "#policy";
import type { Role, Scenario } from "#scenario";
import { type Named, namedIn } from "./named.ts";

/** A document as it stands in its editor: what the generator wrote, with the user's text. */
export interface ScenarioDocument {
  /** As the generator names it: `platform/identity`, `t1/identity/2`, `t1/trust`, `t1/k1/key`, `t1/k1/replica/REGION`. */
  readonly id: string;
  readonly kind: DocumentKind;
  readonly account: string;
  readonly region?: string;
  readonly attachTo: { readonly to: "role"; readonly roleArn: string } | { readonly to: "key" };
  readonly text: string;
}

/**
 * A policy with the document that it comes from; Keyhole's own assumptions have none. A document's policy is what its
 * text says by now: `worldOf` puts it in, so that a question need not be put anew for a keystroke.
 */
export interface PlacedPolicy {
  readonly policy: Policy;
  readonly documentId?: string;
}

/** The documents, parsed, by what they are attached to. */
export interface World {
  readonly scenario: Scenario;
  readonly identityPoliciesOf: (role: Role) => readonly PlacedPolicy[];
  readonly trustPolicyOf: (role: Role) => PlacedPolicy | undefined;
  /** The key policy of a source key in a region. */
  readonly keyPolicyOf: (
    targetId: string,
    keyId: string,
    region: string,
  ) => PlacedPolicy | undefined;
  /** What the documents name and no answer speaks of: the world is another one when that changes. */
  readonly named: Named;
  /** The documents whose text is no JSON: nothing that rests on them can be decided. */
  readonly unreadable: ReadonlySet<string>;
  /** Grows whenever the documents may say something else. */
  readonly revision: () => number;
}

/** An unreadable document stands as a policy that says nothing; whoever asks it is told that it is unreadable. */
const silent: Policy = {};

/** Other programs call this too, with what they have: what is no document is left out. */
function isDocument(document: ScenarioDocument): boolean {
  return typeof document?.text === "string" && typeof document.attachTo?.to === "string";
}

/** A world whose documents can get other texts. */
interface Standing {
  readonly world: World;
  /** Tells scenarios and attachments apart: the world is good for every text of the same documents. */
  readonly name: string;
  readonly take: (policies: readonly (Policy | undefined)[]) => void;
}

let standing: Standing | undefined;

/**
 * Reads the documents of a scenario. Never throws. While only texts change, the same world is given again with what
 * they now say, and with it all that was planned for it: it is good until the next call.
 */
export function worldOf(scenario: Scenario, given: readonly ScenarioDocument[]): World {
  const documents = given.filter(isDocument);
  const policies = policiesIn(documents);
  const named = namedIn(
    scenario,
    policies.flatMap((policy) => policy ?? []),
  );
  const name = JSON.stringify([
    scenario,
    named,
    documents.map(({ id, kind, attachTo }) => [id, kind, attachTo]),
  ]);
  if (standing?.name !== name) standing = standingOf(scenario, documents, named, name);
  standing.take(policies);
  return standing.world;
}

function standingOf(
  scenario: Scenario,
  documents: readonly ScenarioDocument[],
  named: Named,
  name: string,
): Standing {
  const unreadable = new Set<string>();
  let revision = 0;
  const identities = new Map<string, PlacedPolicy[]>();
  const trusts = new Map<string, PlacedPolicy>();
  const keys = new Map<string, PlacedPolicy>();
  const placed = documents.map(({ id, kind, attachTo }) => {
    const place = { policy: silent, documentId: id };
    if (kind === "key") keys.set(id, place);
    else if (attachTo.to === "role" && kind === "trust") trusts.set(attachTo.roleArn, place);
    else if (attachTo.to === "role") {
      const attached = identities.get(attachTo.roleArn);
      if (attached) attached.push(place);
      else identities.set(attachTo.roleArn, [place]);
    }
    return place;
  });
  return {
    name,
    world: {
      scenario,
      identityPoliciesOf: ({ arn }) => identities.get(arn) ?? [],
      trustPolicyOf: ({ arn }) => trusts.get(arn),
      keyPolicyOf: (targetId, keyId, region) =>
        keys.get(`${targetId}/${keyId}/replica/${region}`) ?? keys.get(`${targetId}/${keyId}/key`),
      named,
      unreadable,
      revision: () => revision,
    },
    take: (policies) => {
      revision += 1;
      unreadable.clear();
      for (const [index, policy] of policies.entries()) {
        const place = placed[index];
        if (!place) continue;
        if (!policy) unreadable.add(place.documentId);
        place.policy = policy ?? silent;
      }
    },
  };
}

/** A keystroke changes one document: the others are not read again, and the authorizer knows their policies. */
let lastRead = new Map<string, Policy | undefined>();

/** The policy that each document is, in their order; nothing for one that is no JSON. */
function policiesIn(documents: readonly ScenarioDocument[]): readonly (Policy | undefined)[] {
  const read = new Map<string, Policy | undefined>();
  const policies = documents.map(({ text }) => {
    const known = read.has(text) ? read : lastRead;
    const policy = known.has(text) ? known.get(text) : policyIn(text);
    read.set(text, policy);
    return policy;
  });
  lastRead = read;
  return policies;
}

/** The policy that a text is, or nothing where it is no JSON. */
function policyIn(text: string): Policy | undefined {
  const parsed = parseDocument(text);
  return parsed.ok ? parsed.policy : undefined;
}
