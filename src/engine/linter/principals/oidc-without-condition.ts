import type { PrincipalEntry } from "../document/principals.ts";
import type { StatementView } from "../document/view.ts";
import { policy, trust } from "../examples.ts";
import type { Rule } from "../rule.ts";
import { trustOnly } from "../rule-kinds.ts";

const github = {
  Principal: {
    Federated: "arn:aws:iam::111111111111:oidc-provider/token.actions.githubusercontent.com",
  },
  Action: "sts:AssumeRoleWithWebIdentity",
};

/** An OIDC provider's every user, or every repository of GitHub. */
export const oidcWithoutCondition: Rule = {
  id: "oidc-without-condition",
  severity: "security",
  kinds: trustOnly,
  docs: {
    what: "A role trusts an OIDC provider without a condition on one of the provider's keys; for GitHub it must be `:sub`, and not `*`.",
    why: "Everyone that the provider knows can become the role: with GitHub, any workflow of any repository.",
    failing: policy(trust(github)),
    passing: policy(
      trust({
        ...github,
        Condition: {
          StringEquals: {
            "token.actions.githubusercontent.com:sub": "repo:example/forensics:ref:refs/heads/main",
          },
        },
      }),
    ),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Missing condition key for oidc principal, Missing github repo condition key)",
  },
  *check({ allows }) {
    for (const statement of allows)
      for (const entry of statement.principals) {
        const provider = providerOf(entry);
        if (!provider || isHeld(statement, provider)) continue;
        yield {
          at: entry,
          message: isGithub(provider)
            ? `any workflow of any repository can become the role: test \`${provider}:sub\``
            : `every user of \`${provider}\` can become the role: test \`${provider}:sub\` and \`:aud\``,
        };
      }
  },
};

/** The host name of an OIDC provider, with its path; nothing for SAML. */
function providerOf({ kind, text }: PrincipalEntry): string | undefined {
  if (kind !== "provider" || text.includes(":saml-provider/")) return undefined;
  const marker = ":oidc-provider/";
  const at = text.indexOf(marker);
  if (at >= 0) return text.slice(at + marker.length).toLowerCase();
  return text.includes(".") ? text.toLowerCase() : undefined;
}

const isGithub = (provider: string) =>
  provider.startsWith("token.actions.githubusercontent.com") || provider.endsWith(".ghe.com");

function isHeld({ tests }: StatementView, provider: string): boolean {
  return tests.some(({ isDemanding, key, values }) => {
    if (!isDemanding || !key.startsWith(`${provider}:`)) return false;
    if (!isGithub(provider)) return true;
    return key === `${provider}:sub` && values.every(({ text }) => text !== "*");
  });
}
