import type { MadeGrant } from "#acquisition";
import type { ParsedDenial } from "#denial";
import type { AccessRequest } from "#engine";

const encryptionContextPrefix = "kms:EncryptionContext:";
const mostOfOneGrantee = 100;
const mostGrantees = 50_000;

/** The grants that a log's calls of CreateGrant made, by key and grantee. */
export function createMadeGrants() {
  const made = new Map<string, MadeGrant[]>();
  return {
    /** Keeps the grant if a call that succeeded is CreateGrant; `by`: the call as the authorizer is asked. */
    note: ({ action, context }: Pick<ParsedDenial, "action" | "context">, by: AccessRequest) => {
      const grantee = context["kms:GranteePrincipal"];
      if (action !== "kms:CreateGrant" || typeof grantee !== "string") return;
      const name = `${by.resource} ${grantee}`;
      const known = made.get(name) ?? [];
      if (known.length >= mostOfOneGrantee || (known.length === 0 && made.size >= mostGrantees))
        return;
      const operations = context["kms:GrantOperations"];
      known.push({
        by,
        grant: {
          granteePrincipal: grantee,
          // EC2's grant is for Decrypt; older events leave the operations out. Source: KMS Developer Guide, "Amazon EC2
          // example two".
          operations: operations === undefined ? ["Decrypt"] : [operations].flat(),
          ...constraintsOf(context),
        },
      });
      made.set(name, known);
    },
    /** The grant that a call of a grantee rests on: the one for its encryption context, else any of its grants. */
    of: ({ principal, resource, context = {} }: AccessRequest): MadeGrant | undefined => {
      const known = made.get(`${resource} ${principal}`) ?? [];
      const fits = ({ grant: { constraints } }: MadeGrant) =>
        Object.entries(constraints?.encryptionContextSubset ?? {}).every(
          ([name, value]) => context[`${encryptionContextPrefix}${name}`] === value,
        );
      return known.find(fits) ?? known[0];
    },
  };
}

function constraintsOf(context: ParsedDenial["context"]): Pick<MadeGrant["grant"], "constraints"> {
  const pairs = Object.entries(context).flatMap(([key, value]) =>
    key.startsWith(encryptionContextPrefix) && typeof value === "string"
      ? [[key.slice(encryptionContextPrefix.length), value] as const]
      : [],
  );
  if (pairs.length === 0) return {};
  const isEqual = context["kms:GrantConstraintType"] === "EncryptionContextEquals";
  return {
    constraints: {
      [isEqual ? "encryptionContextEquals" : "encryptionContextSubset"]: Object.fromEntries(pairs),
    },
  };
}
