import type { LayerDocument, Layers } from "#acquisition";
import type { Finding } from "#engine";
import type { Linter } from "#engine/linter";
import { parseArn } from "#policy";

/** Rules that are about what a policy gives to a role or a key: a layer gives nothing by itself. Others say the rest. */
const ofGrantingPolicies = new Set([
  "alias-action-half",
  "any-key-any-account",
  "assume-any-role",
  "create-grant-unrestricted",
  "create-key-unconditioned",
  "describe-key-missing",
  "exceeds-identity-size",
  "iam-action-unscoped",
  // The decisions are left open, and the editor underlines it.
  "json-syntax",
  "key-admin-on-all-keys",
  "kms-star",
  "self-authorisation",
  "wildcard-includes-create-grant",
]);

/**
 * Lints layers as identity policies, without the rules that do not hold of them. RCPs and VPC endpoint policies have
 * principals. A layer that did not change is not linted again.
 * Sources: Organizations User Guide, "SCP syntax", "RCP syntax"; VPC User Guide, "Endpoint policies".
 */
export function createLayerFindings(): (
  linter: Linter,
  layers: Layers,
) => Readonly<Record<string, readonly Finding[]>> {
  let known = new Map<string, readonly Finding[]>();
  return (linter, layers) => {
    const next = new Map<string, readonly Finding[]>();
    const found = (document: LayerDocument, account: string, hasPrincipals: boolean) => {
      const name = JSON.stringify([document.text, account, hasPrincipals]);
      const findings =
        known.get(name) ??
        linter
          .lint(document.text, { kind: "identity", account })
          .filter(
            ({ rule, severity }) =>
              severity !== "suggestion" &&
              !ofGrantingPolicies.has(rule) &&
              !(hasPrincipals && rule === "principal-in-identity-policy"),
          );
      next.set(name, findings);
      return [document.id, findings] as const;
    };
    const entries = [
      ...once(layers.serviceControlPolicies).map(([owner, one]) => found(one, owner, false)),
      ...once(layers.resourceControlPolicies).map(([owner, one]) => found(one, owner, true)),
      ...all(layers.permissionsBoundaries).map(([owner, one]) =>
        found(one, parseArn(owner)?.account ?? "", false),
      ),
      ...all(layers.sessionPolicies).map(([owner, one]) =>
        found(one, parseArn(owner)?.account ?? "", false),
      ),
      ...all(layers.endpointPolicies).map(([owner, one]) => found(one, owner, true)),
    ];
    known = next;
    return Object.fromEntries(entries);
  };
}

/** The documents of accounts, each with its account; the account is empty if several have the document. */
function once(
  byAccount: Layers["serviceControlPolicies"],
): readonly (readonly [string, LayerDocument])[] {
  const accounts = new Map<LayerDocument, string>();
  for (const [account, document] of all(byAccount))
    accounts.set(document, accounts.has(document) ? "" : account);
  return [...accounts].map(([document, account]) => [account, document]);
}

/** The documents of one kind, each with its owner. */
function all(
  byOwner: Readonly<Record<string, readonly (LayerDocument | readonly LayerDocument[])[]>> = {},
): readonly (readonly [string, LayerDocument])[] {
  return Object.entries(byOwner).flatMap(([owner, lists]) =>
    (Array.isArray(lists) ? lists.flat() : [])
      .filter(isDocument)
      .map((document): readonly [string, LayerDocument] => [owner, document]),
  );
}

/** Other programs pass what they have: entries that are no documents are left out. */
function isDocument(document: unknown): document is LayerDocument {
  const { id, text } = (document ?? {}) as Partial<LayerDocument>;
  return typeof id === "string" && typeof text === "string";
}
