import type { Route } from "#scenario";
import { platformKey, temporaryAlias } from "../key-in-question.ts";
import type { Question } from "../question.ts";
import { callerOf, onKey, withoutKey } from "../requests.ts";
import type { World } from "../world.ts";
import type { ProbePlan } from "./probe.ts";

/** Abuses of the platform role's right to make and retire temporary keys. Source: facts §5. */
export function temporaryKeyProbes(world: World, routes: readonly Route[]): readonly ProbePlan[] {
  const through = routes.filter(({ temporaryKeyRegions }) => temporaryKeyRegions.length > 0);
  const [first] = through;
  const region = first?.temporaryKeyRegions[0];
  if (!first || region === undefined) return [];
  const { scenario } = world;
  const { partition, platform } = scenario;
  const caller = callerOf(world, first.platform);
  const replicated = through.filter(({ temporaryKeyRegions }) => temporaryKeyRegions.length > 1);
  const mixed = replicated.length > 0 && replicated.length < through.length;
  const multiRegion = replicated.length > 0;
  const prefixed = temporaryAlias(scenario);
  const aliasArn = (alias: string) => `arn:${partition}:kms:${region}:${platform.account}:${alias}`;
  const onAlias = (action: string, alias: string) =>
    withoutKey(world, caller, action, aliasArn(alias), region);
  const onKeyOf = (action: string, aliases: readonly string[]) =>
    onKey(world, caller, action, platformKey(scenario, region, aliases, multiRegion));
  const ends = (aliases: readonly string[]): Question[] => [
    onKeyOf("kms:ScheduleKeyDeletion", aliases),
    onKeyOf("kms:DeleteAlias", aliases),
    onKeyOf("kms:ReplicateKey", aliases),
  ];
  const createKey = (context: Record<string, string>) =>
    withoutKey(world, caller, "kms:CreateKey", "*", region, {
      "kms:KeySpec": "SYMMETRIC_DEFAULT",
      "kms:KeyUsage": "ENCRYPT_DECRYPT",
      "kms:KeyOrigin": "AWS_KMS",
      "kms:MultiRegion": multiRegion ? "true" : "false",
      ...context,
    });
  const about = `${first.platform.name} in account ${platform.account}`;
  const otherService = `arn:${partition}:iam::${platform.account}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`;
  return [
    {
      id: "delete-other-alias",
      title: "Name or delete an alias without the prefix",
      questions: [
        onAlias("kms:DeleteAlias", "alias/production"),
        onAlias("kms:CreateAlias", "alias/production"),
      ],
    },
    {
      id: "delete-other-key",
      title: "Delete or replicate a key whose alias has another name",
      questions: ends(["alias/production"]),
    },
    {
      id: "delete-unnamed-key",
      title: "Delete or replicate a key that has no alias",
      questions: ends([]),
    },
    {
      id: "delete-shared-key",
      title: "Delete or replicate a key that has a second alias besides the prefix",
      questions: ends([prefixed, "alias/production"]),
    },
    {
      id: "rename-key",
      title: "Put the prefix on a key that has an alias already",
      questions: [
        onAlias("kms:CreateAlias", prefixed),
        onKeyOf("kms:CreateAlias", ["alias/production"]),
      ],
      together: true as const,
    },
    {
      id: "self-authorisation",
      title: "Put the prefix on somebody’s key, then delete the key by it",
      questions: [
        onAlias("kms:CreateAlias", prefixed),
        onKeyOf("kms:CreateAlias", ["alias/production"]),
        onKeyOf("kms:ScheduleKeyDeletion", ["alias/production", prefixed]),
      ],
      together: true as const,
    },
    {
      id: "self-authorisation-unnamed",
      title: "Put the prefix on a key that has no alias, then delete the key by it",
      questions: [
        onAlias("kms:CreateAlias", prefixed),
        onKeyOf("kms:CreateAlias", []),
        onKeyOf("kms:ScheduleKeyDeletion", [prefixed]),
      ],
      together: true as const,
      known:
        "A new temporary key has no alias either, so IAM cannot tell them apart. Run the platform in an account of its own, give every key there an alias, or deny ScheduleKeyDeletion on the keys to protect.",
    },
    {
      id: "create-other-key",
      title: "Make a key that EBS cannot use",
      questions: [createKey({ "kms:KeySpec": "RSA_2048" })],
    },
    ...(mixed
      ? []
      : [
          {
            id: "create-other-kind",
            title: multiRegion ? "Make a single-Region key" : "Make a multi-Region key",
            questions: [createKey({ "kms:MultiRegion": multiRegion ? "false" : "true" })],
          },
        ]),
    {
      id: "create-other-service-role",
      title: "Make the service-linked role of another service",
      questions: [
        withoutKey(world, caller, "iam:CreateServiceLinkedRole", otherService, region, {
          "iam:AWSServiceName": "autoscaling.amazonaws.com",
        }),
      ],
    },
  ].map((plan) => ({ about, ...plan }));
}
