import type { PrincipalEntry } from "../document/principals.ts";
import { policy, trust } from "../examples.ts";
import { replaceInList } from "../fixes.ts";
import type { Rule } from "../rule.ts";
import { trustOnly } from "../rule-kinds.ts";

/** The call does not go with the principals. */
export const trustActionPrincipalMismatch: Rule = {
  id: "trust-action-principal-mismatch",
  severity: "error",
  kinds: trustOnly,
  docs: {
    what: "AssumeRole is allowed to federated principals only, AssumeRoleWithSAML to no SAML provider, or AssumeRoleWithWebIdentity to no OIDC provider.",
    why: "Nobody on the list can make that call, so nobody can become the role by this statement.",
    failing: policy(
      trust({
        Principal: { Federated: "arn:aws:iam::111111111111:saml-provider/Office" },
        Action: "sts:AssumeRole",
      }),
    ),
    passing: policy(
      trust({
        Principal: { Federated: "arn:aws:iam::111111111111:saml-provider/Office" },
        Action: "sts:AssumeRoleWithSAML",
      }),
    ),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Mismatched action for principal)",
  },
  *check({ tree, allows }) {
    for (const { actions, principals } of allows) {
      if (principals.length === 0 || principals.some(({ kind }) => kind === "everyone")) continue;
      const possible = new Set(principals.map(callOf));
      const [only] = possible.size === 1 ? possible : [];
      for (const entry of actions) {
        if (!entry.isExplicit || !calls.includes(entry.pattern)) continue;
        if (possible.has(undefined) || possible.has(entry.pattern)) continue;
        yield {
          at: entry,
          message: `nobody listed here can call \`${entry.text}\`: ${requiredPrincipal[entry.pattern]}`,
          fix: only ? replaceInList(tree, entry, spelling[only] ?? entry.text) : undefined,
        };
      }
    }
  },
};

const spelling: Readonly<Record<string, string>> = {
  "sts:assumerole": "sts:AssumeRole",
  "sts:assumerolewithsaml": "sts:AssumeRoleWithSAML",
  "sts:assumerolewithwebidentity": "sts:AssumeRoleWithWebIdentity",
};
const calls = Object.keys(spelling);
const requiredPrincipal: Readonly<Record<string, string>> = {
  "sts:assumerole":
    "identity providers call `sts:AssumeRoleWithSAML` or `sts:AssumeRoleWithWebIdentity`",
  "sts:assumerolewithsaml": "it takes a SAML provider",
  "sts:assumerolewithwebidentity": "it takes an OIDC provider",
};

/** The call by which a principal becomes a role; nothing where that is unclear. */
function callOf({ kind, text }: PrincipalEntry): string | undefined {
  if (kind === "unknown") return undefined;
  if (kind !== "provider") return "sts:assumerole";
  if (text.includes(":saml-provider/")) return "sts:assumerolewithsaml";
  return "sts:assumerolewithwebidentity";
}
