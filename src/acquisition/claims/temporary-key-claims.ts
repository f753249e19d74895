import type { Route } from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";
import { namesUnnamedKeys } from "../probes/temporary-key-probes.ts";
import { foreignRegion } from "../probes/users.ts";
import { callerOf } from "../requests/requests.ts";
import type { ClaimGroup, ClaimPlan } from "./claim.ts";
import { asCaller, listed } from "./parts-of-claims.ts";

/**
 * What the platform role can do to keys of its own account that are not the temporary key, and which keys it can make.
 * Source: facts §5.
 */
export function temporaryKeyClaims(
  index: DocumentIndex,
  routes: readonly Route[],
): readonly ClaimGroup[] {
  const through = routes.filter(({ temporaryKeyRegions }) => temporaryKeyRegions.length > 0);
  const [first] = through;
  if (!first) return [];
  const { scenario } = index;
  const { partition, platform } = scenario;
  const role = first.platform;
  const prefix = platform.aliasPrefix;
  const regions = [...new Set(through.flatMap(({ temporaryKeyRegions }) => temporaryKeyRegions))];
  const kinds = new Set(through.map(({ temporaryKeyRegions }) => temporaryKeyRegions.length > 1));
  const inAccount = [...regions, foreignRegion(index)].map(
    (region) => `arn:${partition}:kms:${region}:${platform.account}`,
  );
  const keys = { like: inAccount.map((start) => `${start}:key/*`) };
  const aliases = { like: inAccount.map((start) => `${start}:alias/*`) };
  const claim = (
    kind: string,
    sentence: string,
    never: ClaimPlan["never"],
    known?: string,
  ): ClaimPlan => ({
    kind,
    sentence,
    never: { principals: asCaller(role, scenario), ...never },
    known,
  });
  const group = (
    resource: ClaimGroup["question"]["resource"],
    claims: readonly ClaimPlan[],
  ): ClaimGroup => ({
    given: [
      `${role.name} has no policies but these`,
      ...(resource === keys ? ["key policies of other keys may allow everything"] : []),
    ],
    question: {
      resource,
      principals: asCaller(role, scenario),
      ...(resource === "*" ? { resourceAccount: platform.account } : {}),
    },
    identityPolicies: callerOf(index, role).identityPolicies,
    ...(resource === keys ? { resourcePolicy: "unknown" as const } : {}),
    claims,
  });
  const destroys = ["kms:ScheduleKeyDeletion", "kms:ReplicateKey"];
  const onKeys = [
    claim(
      "deletes-by-alias",
      `${role.name} can delete and replicate only keys with an alias that begins with ${prefix}.`,
      {
        actions: destroys,
        when: { "ForAllValues:StringNotLike": { "kms:ResourceAliases": [`${prefix}*`] } },
      },
    ),
    claim(
      "deletes-unshared",
      `${role.name} can delete and replicate no key that has another alias, too.`,
      {
        actions: destroys,
        when: { "ForAnyValue:StringNotLike": { "kms:ResourceAliases": [`${prefix}*`] } },
      },
    ),
    claim("names-unnamed", `${role.name} can give an alias to no key that has one already.`, {
      actions: ["kms:CreateAlias"],
      when: { Null: { "kms:ResourceAliases": "false" } },
    }),
    claim(
      "names-only-new",
      `${role.name} can give the prefix to no key of another purpose that has no alias.`,
      { actions: ["kms:CreateAlias"], when: { Null: { "kms:ResourceAliases": "true" } } },
      namesUnnamedKeys,
    ),
  ];
  const onAliases = [
    claim(
      "names-by-prefix",
      `${role.name} can make and delete only aliases that begin with ${prefix}.`,
      {
        actions: ["kms:CreateAlias", "kms:UpdateAlias", "kms:DeleteAlias"],
        exceptResources: [`arn:${partition}:kms:*:*:${prefix}*`],
      },
    ),
  ];
  const multiRegion = kinds.has(true);
  const makes = (kind: string, sentence: string, key: string, value: string | readonly string[]) =>
    claim(kind, sentence, {
      actions: ["kms:CreateKey"],
      when: { StringNotEquals: { [key]: value } },
    });
  const onNewKeys = [
    makes(
      "makes-symmetric",
      `${role.name} can make only keys that EBS can use.`,
      "kms:KeySpec",
      "SYMMETRIC_DEFAULT",
    ),
    ...(kinds.size > 1
      ? []
      : [
          makes(
            "makes-kind",
            `${role.name} can make only ${multiRegion ? "multi-Region" : "single-Region"} keys.`,
            "kms:MultiRegion",
            String(multiRegion),
          ),
        ]),
    makes(
      "makes-in-region",
      `${role.name} can make keys only in ${listed(regions)}.`,
      "aws:RequestedRegion",
      regions,
    ),
  ];
  return [group(keys, onKeys), group(aliases, onAliases), group("*", onNewKeys)];
}
