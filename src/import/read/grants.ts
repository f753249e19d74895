import { grantsIn } from "#acquisition";
import { parseArn } from "#policy";
import type { PolicyCollector } from "../policy-collector.ts";
import type { Reader } from "../reader.ts";
import { isObject, listIn, type Members, memberIn, objectIn, textIn } from "../value.ts";

/**
 * Reads `{ Grants: [ … ] }`, the grants of one key or of several.
 * Source: AWS CLI Command Reference, `kms list-grants`, `kms list-retirable-grants`.
 */
export const readListGrants: Reader = ({ value }, collector) => {
  const given = memberIn(value, "Grants");
  if (!Array.isArray(given)) return undefined;
  const grants = listIn(value, "Grants").filter(isObject);
  if (grants.length === 0) collector.problem("note", "The key has no grants.");
  addGrants(grants, collector);
  if (memberIn(value, "Truncated") === true)
    collector.problem(
      "warning",
      "This is one page of several. Run the command without --max-items and --no-paginate to get every grant.",
    );
  return { format: "list-grants", recognised: "Output of aws kms list-grants" };
};

/**
 * Reads the Kubernetes resources that make a grant, one or the list that kubectl prints.
 * Source: ACK, `kms.services.k8s.aws` `Grant`; Crossplane, provider-aws `kms` `Grant`.
 */
export const readKubernetesGrants: Reader = ({ value }, collector) => {
  const listed = textIn(value, "kind") === "List" ? listIn(value, "items") : [value];
  const specs = listed.filter(isGrantResource).map((one) => objectIn(one, "spec"));
  if (specs.length === 0 || specs.length < listed.length) return undefined;
  addGrants(
    specs.map((spec) => {
      const provider = memberIn(spec, "forProvider");
      const given = isObject(provider) ? provider : spec;
      const constraints = listIn(given, "constraints")[0] ?? memberIn(given, "constraints");
      const member = (name: string) => memberIn(constraints, name);
      return {
        KeyId: textIn(given, "keyID") ?? textIn(given, "keyId") ?? "",
        GranteePrincipal: textIn(given, "granteePrincipal"),
        RetiringPrincipal: textIn(given, "retiringPrincipal"),
        Operations: memberIn(given, "operations"),
        ...(constraints === undefined
          ? {}
          : {
              Constraints: {
                EncryptionContextEquals: member("encryptionContextEquals"),
                EncryptionContextSubset: member("encryptionContextSubset"),
              },
            }),
      };
    }),
    collector,
  );
  return { format: "list-grants", recognised: "Kubernetes resource Grant" };
};

function isGrantResource(value: unknown): boolean {
  return textIn(value, "kind") === "Grant" && /^kms\./.test(textIn(value, "apiVersion") ?? "");
}

/** Adds grants, in the form of the API, for each key that they name. */
export function addGrants(grants: readonly Members[], collector: PolicyCollector): void {
  const byKey = new Map<string, Members[]>();
  for (const grant of grants) {
    const key = textIn(grant, "KeyId") ?? "";
    byKey.set(key, [...(byKey.get(key) ?? []), grant]);
  }
  for (const [key, own] of byKey) {
    const text = JSON.stringify({ Grants: own }, null, 2);
    const title = key === "" ? "Grants of a key" : `Grants of ${key.split("/").at(-1)}`;
    if (grantsIn(text) === undefined)
      collector.problem("error", `${title} were not read: a grant has no operations.`);
    else collector.addLayer({ kind: "grants", title, text, owner: parseArn(key) ? key : "" });
  }
}
