import type { Route } from "#scenario";
import type { PolicyCheck } from "../decisions/policy-check.ts";
import type { DocumentIndex } from "../documents/document-index.ts";
import { foreignAlias, platformKey, temporaryAlias } from "../requests/requested-key.ts";
import { callerOf, onKey, withoutKey } from "../requests/requests.ts";
import type { ProbePlan } from "./probe.ts";
import { foreignRegion } from "./users.ts";

/** Why keys without an alias cannot be protected from the platform role. Source: facts §5. */
export const namesUnnamedKeys =
  "A new temporary key has no alias either, so IAM cannot tell them apart. Run the platform in a separate account, give every key there an alias, or deny ScheduleKeyDeletion on the keys to protect.";

/** Abuses of the platform role's right to make and retire temporary keys. Source: facts §5. */
export function temporaryKeyProbes(
  index: DocumentIndex,
  routes: readonly Route[],
): readonly ProbePlan[] {
  const through = routes.filter(({ temporaryKeyRegions }) => temporaryKeyRegions.length > 0);
  const [first] = through;
  const region = first?.temporaryKeyRegions[0];
  if (!first || region === undefined) return [];
  const { scenario } = index;
  const { partition, platform } = scenario;
  const caller = callerOf(index, first.platform);
  const replicated = through.filter(({ temporaryKeyRegions }) => temporaryKeyRegions.length > 1);
  const mixed = replicated.length > 0 && replicated.length < through.length;
  const multiRegion = replicated.length > 0;
  const prefixed = temporaryAlias(scenario);
  const otherAlias = foreignAlias(scenario);
  const otherRegion = foreignRegion(index);
  const aliasArn = (alias: string) => `arn:${partition}:kms:${region}:${platform.account}:${alias}`;
  const onAlias = (action: string, alias: string) =>
    withoutKey(caller, action, aliasArn(alias), region);
  // To a region where the import has a replica: only the key is the wrong one.
  const replicaRegion = replicated[0]?.temporaryKeyRegions[1] ?? region;
  const onKeyOf = (action: string, aliases: readonly string[]) =>
    onKey(caller, action, platformKey(index, region, aliases, multiRegion), {
      context: { "kms:ReplicaRegion": replicaRegion },
    });
  const ends = (aliases: readonly string[]): PolicyCheck[] => [
    onKeyOf("kms:ScheduleKeyDeletion", aliases),
    onKeyOf("kms:DeleteAlias", aliases),
    onKeyOf("kms:ReplicateKey", aliases),
  ];
  const newKey = {
    "kms:KeySpec": "SYMMETRIC_DEFAULT",
    "kms:KeyUsage": "ENCRYPT_DECRYPT",
    "kms:KeyOrigin": "AWS_KMS",
    "kms:MultiRegion": multiRegion ? "true" : "false",
  };
  const createKey = (context: Record<string, string>) =>
    withoutKey(caller, "kms:CreateKey", "*", region, { ...newKey, ...context });
  const about = `${first.platform.name} in account ${platform.account}`;
  const otherService = `arn:${partition}:iam::${platform.account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
  return [
    {
      kind: "delete-other-alias",
      title: "Name or delete an alias without the prefix",
      checks: [onAlias("kms:DeleteAlias", otherAlias), onAlias("kms:CreateAlias", otherAlias)],
    },
    {
      kind: "delete-other-key",
      title: "Delete or replicate a key with another alias",
      checks: ends([otherAlias]),
    },
    {
      kind: "delete-unnamed-key",
      title: "Delete or replicate a key that has no alias",
      checks: ends([]),
    },
    {
      kind: "delete-shared-key",
      title: "Delete or replicate a key that has a second alias besides the prefix",
      checks: ends([prefixed, otherAlias]),
    },
    {
      kind: "rename-key",
      title: "Put the prefix on a key that has an alias already",
      checks: [onAlias("kms:CreateAlias", prefixed), onKeyOf("kms:CreateAlias", [otherAlias])],
      together: true as const,
    },
    {
      kind: "self-authorisation",
      title: "Put the prefix on somebody’s key, then delete the key by it",
      checks: [
        onAlias("kms:CreateAlias", prefixed),
        onKeyOf("kms:CreateAlias", [otherAlias]),
        onKeyOf("kms:ScheduleKeyDeletion", [otherAlias, prefixed]),
      ],
      together: true as const,
    },
    {
      kind: "self-authorisation-unnamed",
      title: "Put the prefix on a key that has no alias, then delete the key by it",
      checks: [
        onAlias("kms:CreateAlias", prefixed),
        onKeyOf("kms:CreateAlias", []),
        onKeyOf("kms:ScheduleKeyDeletion", [prefixed]),
      ],
      together: true as const,
      known: namesUnnamedKeys,
    },
    {
      kind: "make-elsewhere",
      title: `Make or replicate a key in a region that is not part of the import, such as ${otherRegion}`,
      checks: [otherRegion, ...index.named.regions].flatMap((elsewhere) => [
        withoutKey(caller, "kms:CreateKey", "*", elsewhere, newKey),
        onKey(caller, "kms:ReplicateKey", platformKey(index, region, [prefixed], multiRegion), {
          context: { "kms:ReplicaRegion": elsewhere },
        }),
      ]),
    },
    {
      kind: "create-other-key",
      title: "Make a key that EBS cannot use",
      checks: [createKey({ "kms:KeySpec": "RSA_2048" })],
    },
    ...(mixed
      ? []
      : [
          {
            kind: "create-other-kind",
            title: multiRegion ? "Make a single-Region key" : "Make a multi-Region key",
            checks: [createKey({ "kms:MultiRegion": multiRegion ? "false" : "true" })],
          },
        ]),
    {
      kind: "create-other-service-role",
      title: "Make the service-linked role of another service",
      checks: [
        withoutKey(caller, "iam:CreateServiceLinkedRole", otherService, region, {
          "iam:AWSServiceName": "autoscaling.amazonaws.com",
        }),
      ],
    },
  ].map((plan) => ({ about, ...plan }));
}
