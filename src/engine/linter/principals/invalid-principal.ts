import { accountId, hasWildcard } from "#policy";
import type { PrincipalEntry } from "../document/principals.ts";
import { placeOf, type StatementView } from "../document/view.ts";
import { allowRole, keyPolicy } from "../examples.ts";
import { renameMember } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { keyAndTrust } from "../rule-kinds.ts";
import type { Problem } from "../types.ts";

/** A principal that is none. */
export const invalidPrincipal: Rule = {
  id: "invalid-principal",
  severity: "error",
  kinds: keyAndTrust,
  docs: {
    what: "Principal is a text other than `*`, has another member than AWS, Service and Federated, or a value that is no account, user, role, session or provider.",
    why: "AWS refuses the document; KMS answers that it contains invalid principals.",
    failing: keyPolicy(allowRole("kms:DescribeKey", { Principal: { AWS: "CadoResponseRole" } })),
    passing: keyPolicy(allowRole("kms:DescribeKey", { Principal: { AWS: "222222222222" } })),
    source:
      "IAM User Guide, IAM JSON policy elements: Principal; Access Analyzer (Invalid principal format, Invalid principal key)",
  },
  *check({ statements }) {
    for (const statement of statements) {
      yield* unknownMembers(statement);
      for (const entry of [...statement.principals, ...statement.notPrincipals]) {
        const fault = faultOf(entry);
        if (fault)
          yield { at: entry, message: `AWS refuses the principal \`${entry.text}\`: ${fault}` };
      }
    }
  },
};

const types = ["AWS", "Service", "Federated"];

function* unknownMembers({ members }: StatementView): Generator<Problem> {
  for (const element of ["Principal", "NotPrincipal"]) {
    const map = members.get(element)?.value;
    if (map?.type !== "object") continue;
    const names = (map.children ?? []).map(({ children }) => String(children?.[0]?.value));
    for (const { children } of map.children ?? []) {
      const name = children?.[0];
      if (!name || types.includes(String(name.value))) continue;
      const meant = types.find((type) => type.toLowerCase() === String(name.value).toLowerCase());
      yield {
        at: placeOf(name),
        message: `AWS refuses \`${name.value}\` as a kind of principal: it takes AWS, Service or Federated`,
        fix: meant && !names.includes(meant) ? renameMember(placeOf(name), meant) : undefined,
      };
    }
  }
}

function faultOf({ type, kind, text, account }: PrincipalEntry): string | undefined {
  if (type === "") return 'a text here can only be `*`, so write it as `{"AWS": …}`';
  if (type === "Federated") return isProvider(text) ? undefined : "it is no identity provider";
  if (type !== "AWS") return undefined;
  // `group-principal` says it.
  if (kind === "group") return undefined;
  if (kind === "unknown") return "write an account's 12 digits or the ARN of a role or user";
  if (account !== undefined && !hasWildcard(account) && !accountId(account))
    return `\`${account}\` is no account of 12 digits`;
  return undefined;
}

function isProvider(text: string): boolean {
  if (text.startsWith("arn:"))
    return text.includes(":saml-provider/") || text.includes(":oidc-provider/");
  return /^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(\/\S*)?$/.test(text);
}
