import type { Rehearsal, RehearsalCall, RehearsedRoute } from "#evidence";
import type { Role, Route, Scenario } from "#scenario";
import { rehearseCalls } from "./rehearse-calls.ts";
import { rehearseClean } from "./rehearse-clean.ts";
import { rehearseFunctions } from "./rehearse-functions.ts";
import { comments, step } from "./script.ts";

/**
 * A script that makes the import's calls in a test account, on a volume that it makes, and deletes what it made. It prints
 * AWS's answers as JSON for the page, in the form of `verify.sh`. `undefined` if the run has no source.
 */
export function rehearseScript(scenario: Scenario, rehearsal: Rehearsal): string | undefined {
  const { routes, notAsked } = rehearsal;
  if (routes.length === 0) return undefined;
  const checks = new Map(
    routes.flatMap(({ route }) =>
      [
        { account: route.platform.account, region: route.source.region },
        { account: route.source.target.account, region: route.source.region },
      ].map((place) => [place.account, step("check_account", place.account, place.region)]),
    ),
  );
  return `${[
    ["#!/usr/bin/env bash", ...comments(introduction(notAsked))].join("\n"),
    'set -uo pipefail\numask 077\nexport AWS_PAGER=""',
    rehearseFunctions,
    rehearseCalls,
    rehearseClean,
    ['begin "$@"', ...checks.values(), "begin_run"].join("\n"),
    ...routes.map((route) => routeSteps(scenario, route).join("\n")),
    "end",
  ].join("\n\n")}\n`;
}

function introduction(notAsked: Rehearsal["notAsked"]): readonly string[] {
  return [
    "Makes the import's calls as its roles, on a volume of 1 GiB that it makes: for a test account. AWS bills some cents.",
    "",
    "  bash rehearse.sh                         says what it would do, and changes nothing",
    "  bash rehearse.sh --run > answers.json    does it, and deletes what it made, also when it is stopped",
    "",
    "Your credentials make and delete the volume and snapshots, for which they need the use of the key, and assume the",
    "first role:",
    "  ACCOUNT=PROFILE     uses a profile of the AWS CLI for an account",
    "  ROLE_ARN=PROFILE    uses a profile for a role",
    "  --key=key/ID        names the key, if the answers do not",
    "",
    "What a stopped run could not delete is in rehearse.state, beside the script, and has the tag keyhole-rehearsal: the",
    "next run deletes it first. It needs openssl. Keyhole sets answers.json beside its own decisions: Explain a denial,",
    "Replay a log.",
    ...(notAsked.length > 0 ? ["", "Not asked:"] : []),
    ...notAsked.map(({ id, why }) => `  ${id}: ${why}`),
  ];
}

function routeSteps(scenario: Scenario, { route, calls }: RehearsedRoute): readonly string[] {
  const { platform, source } = route;
  const { target, region } = source;
  let present = "";
  return [
    step("begin_role", numberOf(route, platform.arn), platform.arn, platform.account, region),
    step("make_source", region, target.account, keyOf(route)),
    ...calls.flatMap((call) => {
      const { actor } = call.step;
      const change = actor === present ? [] : [step("use_role", numberOf(route, actor), actor)];
      present = actor;
      return [...change, stepOf(scenario, route, call)];
    }),
  ];
}

/** The file that keeps a role's session: the platform role's, or the assumed role's. */
function numberOf({ platform }: Route, arn: string): string {
  return arn === platform.arn ? "1" : "2";
}

/** `key/ID`, `alias/NAME`, or nothing if the answers name no one key. */
function keyOf({ source: { key } }: Route): string {
  if (key.type === "aws-managed") return "alias/aws/ebs";
  if (key.naming.by === "arn") return `key/${key.naming.keyId}`;
  return key.naming.by === "alias" ? key.naming.alias : "";
}

const plainCalls: Readonly<Record<string, string>> = {
  "kms:DescribeKey": "describe_key",
  "kms:ListAliases": "list_aliases",
  "ec2:DescribeInstances": "describe_instances",
  "ec2:DescribeVolumes": "describe_volumes",
  "ec2:DescribeSnapshots": "describe_snapshots",
  "ebs:ListSnapshotBlocks": "list_blocks",
  "ebs:ListChangedBlocks": "list_changed_blocks",
  "ebs:GetSnapshotBlock": "get_block",
};

const makingCalls: Readonly<Record<string, string>> = {
  "ec2:CreateSnapshot": "create_snapshot",
  "ec2:CopySnapshot": "copy_snapshot",
  "ec2:CreateVolume": "create_volume",
};

function stepOf({ guards }: Scenario, route: Route, { id, action, step: its }: RehearsalCall) {
  const text = JSON.stringify(id);
  const { region, actorAccount } = its;
  const plain = plainCalls[action];
  if (plain !== undefined) return step(plain, text, region);
  const making = makingCalls[action];
  if (making !== undefined) {
    const copy = route.copies.find(({ to }) => to.region === region);
    const from = action === "ec2:CopySnapshot" ? [copy?.from.region ?? ""] : [];
    return step(making, text, region, actorAccount, ...from);
  }
  if (action === "ec2:ModifySnapshotAttribute")
    return step("share_snapshot", text, region, route.platform.account);
  const assumed: Partial<Role> = route.assumed ?? {};
  const externalId = guards.externalId === "" ? [] : [`--external-id=${guards.externalId}`];
  return step(
    "assume",
    text,
    numberOf(route, assumed.arn ?? ""),
    assumed.arn ?? "",
    route.source.region,
    ...externalId,
  );
}
