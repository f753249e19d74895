import { type DocumentKind, type Policy, parseDocument } from "#policy";
import type { Role, Scenario } from "#scenario";

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

/** A policy with the document that it comes from; Keyhole's own assumptions have none. */
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
  /** The documents whose text is no JSON: nothing that rests on them can be decided. */
  readonly unreadable: ReadonlySet<string>;
}

/** An unreadable document stands as a policy that says nothing; whoever asks it is told that it is unreadable. */
const silent: Policy = {};

/** Reads the documents of a scenario. Never throws. */
export function worldOf(scenario: Scenario, documents: readonly ScenarioDocument[]): World {
  const unreadable = new Set<string>();
  const identities = new Map<string, PlacedPolicy[]>();
  const trusts = new Map<string, PlacedPolicy>();
  const keys = new Map<string, PlacedPolicy>();
  for (const { id, policy, kind, attachTo } of withPolicies(documents)) {
    if (!policy) unreadable.add(id);
    const placed = { policy: policy ?? silent, documentId: id };
    if (kind === "key") keys.set(id, placed);
    else if (attachTo.to === "role" && kind === "trust") trusts.set(attachTo.roleArn, placed);
    else if (attachTo.to === "role") {
      const attached = identities.get(attachTo.roleArn);
      if (attached) attached.push(placed);
      else identities.set(attachTo.roleArn, [placed]);
    }
  }
  return {
    scenario,
    identityPoliciesOf: ({ arn }) => identities.get(arn) ?? [],
    trustPolicyOf: ({ arn }) => trusts.get(arn),
    keyPolicyOf: (targetId, keyId, region) =>
      keys.get(`${targetId}/${keyId}/replica/${region}`) ?? keys.get(`${targetId}/${keyId}/key`),
    unreadable,
  };
}

/** A keystroke changes one document: the others are not read again, and the authorizer knows their policies. */
let lastRead = new Map<string, Policy | undefined>();

function withPolicies(
  documents: readonly ScenarioDocument[],
): readonly (ScenarioDocument & { readonly policy: Policy | undefined })[] {
  const read = new Map<string, Policy | undefined>();
  const found = documents.map((document) => {
    const { text } = document;
    const known = read.has(text) ? read : lastRead;
    const policy = known.has(text) ? known.get(text) : policyIn(text);
    read.set(text, policy);
    return { ...document, policy };
  });
  lastRead = read;
  return found;
}

/** The policy that a text is, or nothing where it is no JSON. */
function policyIn(text: string): Policy | undefined {
  const parsed = parseDocument(text);
  return parsed.ok ? parsed.policy : undefined;
}
