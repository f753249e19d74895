import type { Route } from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";
import { temporaryAlias, temporaryKey } from "../requests/requested-key.ts";
import { callerOf, onKey, withoutKey } from "../requests/requests.ts";
import type { Asked, StepPlan } from "./step.ts";

const source =
  "Vendor, cross-account imports with AWS managed keys; KMS Developer Guide, “Controlling access to aliases”";

/** How the platform role makes the temporary key; nothing on a route without one. */
export function makeTemporaryKey(index: DocumentIndex, route: Route): readonly StepPlan[] {
  const [home, replica] = route.temporaryKeyRegions;
  if (home === undefined) return [];
  const { scenario } = index;
  const caller = callerOf(index, route.platform);
  const { account } = scenario.platform;
  const createKey = (region: string, label: string): Asked => ({
    label,
    check: withoutKey(caller, "kms:CreateKey", "*", region, {
      "kms:KeySpec": "SYMMETRIC_DEFAULT",
      "kms:KeyUsage": "ENCRYPT_DECRYPT",
      "kms:KeyOrigin": "AWS_KMS",
      "kms:MultiRegion": replica === undefined ? "false" : "true",
    }),
  });
  const asked: Asked[] = [
    { label: "ListAliases", check: withoutKey(caller, "kms:ListAliases", "*", home) },
    createKey(home, `CreateKey in ${home}`),
    ...naming(index, route, home),
  ];
  if (replica !== undefined) {
    const slr = `arn:${scenario.partition}:iam::${account}:role/aws-service-role/mrk.kms.amazonaws.com/AWSServiceRoleForKeyManagementServiceMultiRegionKeys`;
    asked.push(
      {
        label: "CreateServiceLinkedRole for multi-Region keys (once)",
        check: withoutKey(caller, "iam:CreateServiceLinkedRole", slr, home, {
          "iam:AWSServiceName": "mrk.kms.amazonaws.com",
        }),
      },
      {
        label: `ReplicateKey to ${replica}`,
        check: onKey(caller, "kms:ReplicateKey", temporaryKey(index, route, home), {
          context: { "kms:ReplicaRegion": replica },
        }),
        key: { key: "temporary", region: home },
      },
      createKey(replica, `CreateKey for the replica in ${replica}`),
      ...naming(index, route, replica),
    );
  }
  return [
    {
      id: "make-temporary-key",
      kind: "make-temporary-key",
      title: "Make the temporary key",
      operation: "kms:CreateKey",
      actor: route.platform,
      account,
      region: home,
      asked,
      source,
      assumed:
        "the platform writes the key’s policy, so that its account decides and the target role may copy to it",
    },
  ];
}

/** How the platform role retires the temporary key: the keys first, while the alias still tells which. */
export function retireTemporaryKey(index: DocumentIndex, route: Route): readonly StepPlan[] {
  const [home] = route.temporaryKeyRegions;
  if (home === undefined) return [];
  const caller = callerOf(index, route.platform);
  const asked = route.temporaryKeyRegions.toReversed().flatMap((region): Asked[] => {
    const key = temporaryKey(index, route, region);
    return [
      {
        label: `ScheduleKeyDeletion in ${region}`,
        check: onKey(caller, "kms:ScheduleKeyDeletion", key),
        key: { key: "temporary", region },
      },
      {
        label: `DeleteAlias on the alias in ${region}`,
        check: withoutKey(caller, "kms:DeleteAlias", aliasArn(index, region), region),
      },
      {
        label: `DeleteAlias on the key in ${region}`,
        check: onKey(caller, "kms:DeleteAlias", key),
        key: { key: "temporary", region },
      },
    ];
  });
  return [
    {
      id: "retire-temporary-key",
      kind: "retire-temporary-key",
      title: "Retire the temporary key",
      operation: "kms:ScheduleKeyDeletion",
      actor: route.platform,
      account: index.scenario.platform.account,
      region: home,
      asked,
      source,
      assumed:
        "the key goes before its alias: without the alias nothing says that the key is a temporary one",
    },
  ];
}

/** A new key's alias, and a look whether it is ready. CreateAlias is checked twice: on the alias and on the key. Source: KMS Developer Guide, "Controlling access to aliases". */
function naming(index: DocumentIndex, route: Route, region: string): readonly Asked[] {
  const caller = callerOf(index, route.platform);
  const unnamed = temporaryKey(index, route, region, false);
  return [
    {
      label: `CreateAlias on the alias in ${region}`,
      check: withoutKey(caller, "kms:CreateAlias", aliasArn(index, region), region),
    },
    {
      label: `CreateAlias on the key in ${region}`,
      check: onKey(caller, "kms:CreateAlias", unnamed),
      key: { key: "temporary", region },
    },
    {
      label: `DescribeKey in ${region}`,
      check: onKey(caller, "kms:DescribeKey", temporaryKey(index, route, region)),
      key: { key: "temporary", region },
    },
  ];
}

function aliasArn({ scenario }: DocumentIndex, region: string): string {
  const { partition, platform } = scenario;
  return `arn:${partition}:kms:${region}:${platform.account}:${temporaryAlias(scenario)}`;
}
