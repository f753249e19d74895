import type { ServiceReference } from "#policy/services/core";
import { allow, policy } from "../examples.ts";
import { renameMember } from "../fixes.ts";
import { nearest } from "../patterns.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";
import { lacksSuffix } from "./key-suffix-missing.ts";

/** A condition key that no request ever brings. */
export const unknownConditionKey: Rule = {
  id: "unknown-condition-key",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "A condition key has no colon, a prefix that no service or identity provider has, or a name that its service does not have.",
    why: "No request has the key: a plain condition on it never matches, a negated one always does.",
    failing: policy(
      allow("kms:Decrypt", {
        Condition: { StringEquals: { "kms:ViaServices": "ec2.us-east-1.amazonaws.com" } },
      }),
    ),
    passing: policy(
      allow("kms:Decrypt", {
        Condition: { StringEquals: { "KMS:viaservice": "ec2.us-east-1.amazonaws.com" } },
      }),
    ),
    source:
      "IAM User Guide, Access Analyzer policy check reference (Invalid global condition key, Invalid service condition key, Invalid condition key format)",
  },
  *check({ statements, services }) {
    let corrections = 0;
    for (const test of statements.flatMap(({ tests }) => tests)) {
      const { key, keyText } = test;
      if (isKnown(key, services)) continue;
      const siblings = test.property.parent?.children ?? [];
      const meant =
        corrections++ < mostCorrections ? nearest(key, candidates(key, services)) : undefined;
      const isTaken =
        meant !== undefined &&
        siblings.some(
          ({ children }) => String(children?.[0]?.value).toLowerCase() === meant.toLowerCase(),
        );
      yield {
        at: test.keyAt,
        message: key.includes(":")
          ? `no request has the condition key \`${keyText}\`: AWS has none of that name`
          : `no request has \`${keyText}\`: a condition key is \`service:Name\` or \`aws:Name\``,
        fix: meant && !isTaken ? renameMember(test.keyAt, meant) : undefined,
      };
    }
  },
};

/** A search through all names takes its time. */
const mostCorrections = 50;

/** Prefixes of identity providers; a provider of one's own is a host name, so any prefix with a dot is taken. */
const providers = ["saml", "cognito-identity-auth", "cognito-identity-unauth"];

function isKnown(key: string, services: ServiceReference): boolean {
  if (key.includes("${") || lacksSuffix(key)) return true;
  const colon = key.indexOf(":");
  const prefix = key.slice(0, Math.max(0, colon));
  return (
    prefix.includes(".") || providers.includes(prefix) || services.conditionKey(key) !== undefined
  );
}

/** The keys of the same service, or the global ones and those of KMS for a key whose prefix is none. */
function candidates(key: string, services: ServiceReference): readonly string[] {
  const prefix = key.slice(0, Math.max(0, key.indexOf(":")));
  const hasKeys = prefix === "aws" || services.isService(prefix);
  return (hasKeys ? [prefix] : ["aws", "kms"])
    .flatMap(services.conditionKeysOf)
    .flatMap(({ name }) => (name.includes("${") ? [] : [name]));
}
