import { isRegion, partitions, regionsOf } from "#policy/kms";
import { allow, policy } from "../examples.ts";
import { replaceInList } from "../fixes.ts";
import { patternsOverlap, variablesAsWildcards } from "../patterns.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";

const limited = (value: string) =>
  policy(allow("kms:Decrypt", { Condition: { StringEquals: { "kms:ViaService": value } } }));

/** A service calls as `service.region.amazonaws.com`. */
export const viaServiceFormat: Rule = {
  id: "via-service-format",
  severity: "error",
  kinds: identityAndKey,
  docs: {
    what: "A value of `kms:ViaService` is not `service.region.amazonaws.com`, in small letters, with that ending in every partition. EBS calls as `ec2.…`.",
    why: "No request has this value, so the condition never matches.",
    failing: limited("ebs.us-east-1.amazonaws.com"),
    passing: limited("ec2.us-east-1.amazonaws.com"),
    source: "KMS Developer Guide, kms:ViaService",
  },
  *check({ tree, statements }) {
    for (const { key, operator, values } of statements.flatMap(({ tests }) => tests)) {
      if (key !== "kms:viaservice" || operator.family !== "String") continue;
      for (const value of values) {
        const { text } = value;
        const asCompared = operator.name.includes("IgnoreCase") ? text.toLowerCase() : text;
        const fault = faultOf(asCompared, operator.takesWildcards);
        if (!fault) continue;
        const meant = repaired(text);
        const canRepair = meant !== text && !faultOf(meant, operator.takesWildcards);
        yield {
          at: value,
          message: `no service calls KMS as \`${text}\`: ${fault}`,
          fix: canRepair ? replaceInList(tree, value, meant) : undefined,
        };
      }
    }
  },
};

const suffix = ".amazonaws.com";

function faultOf(text: string, isPattern: boolean): string | undefined {
  if (text.startsWith("ebs.")) return "EBS calls as `ec2.REGION.amazonaws.com`";
  if (text.includes("${") || (isPattern && /[*?]/.test(text)))
    return canMatch(variablesAsWildcards(text)) ? undefined : form;
  const [service = "", region = "", ...rest] = text.split(".");
  if (!text.endsWith(suffix) || rest.join(".") !== "amazonaws.com") return form;
  if (!/^[a-z0-9-]+$/.test(service)) return form;
  return isRegion(region) ? undefined : `\`${region}\` is no region`;
}

const form = "it is `service.region.amazonaws.com` in small letters, in every partition";

const endings = partitions.flatMap((partition) =>
  regionsOf(partition).map(({ code }) => `*.${code}${suffix}`),
);

/** Whether a pattern fits some service in some region. */
const canMatch = (pattern: string) => endings.some((ending) => patternsOverlap(pattern, ending));

function repaired(text: string): string {
  const lower = text.toLowerCase();
  const common = lower.endsWith(".cn") ? lower.slice(0, -".cn".length) : lower;
  return common.startsWith("ebs.") ? `ec2.${common.slice("ebs.".length)}` : common;
}
