import { instantOf, limits, parseArn } from "#policy";
import { exampleKeyId, exampleMultiRegionKeyId } from "./presets.ts";
import { error, type Problem, regionProblems, tagProblems, warning } from "./problem.ts";
import type { Key, Scenario, Target } from "./scenario.ts";

/**
 * Whether a text is the name of a role or user, with or without path, as IAM accepts it and without wildcards,
 * variables or quotes. Source: IAM User Guide, "IAM and AWS STS quotas" (name requirements).
 */
export function isIamPath(path: string): boolean {
  return path.length <= 575 && /^([\w+=,.@-]+\/)*[\w+=,.@-]+$/.test(path);
}

/** Every problem of one key of a target. Source of the rules on types: facts §3.10–14. */
export function keyProblems(
  scenario: Scenario,
  target: Target,
  key: Key,
  path: string,
): readonly Problem[] {
  const region = regionProblems(scenario, `${path}.region`, key.region);
  if (key.type === "aws-managed") return [...region, ...awsManagedProblems(scenario, target, path)];
  return [
    ...region,
    ...kindProblems(key, path),
    ...(key.type === "multi-region" ? replicaProblems(scenario, key, path) : []),
    ...namingProblems(key, path),
    ...expiryProblems(key, path),
    ...prefixProblems(scenario, target, key, path),
    ...key.administrators.flatMap((administrator) =>
      administratorProblems(scenario, target, administrator, path),
    ),
  ];
}

function awsManagedProblems(scenario: Scenario, target: Target, path: string): readonly Problem[] {
  if (target.account === scenario.platform.account || target.account === "") return [];
  return [
    warning(
      `${path}.type`,
      "A snapshot under alias/aws/ebs cannot be shared, so the import first copies it to a temporary key.",
    ),
  ];
}

function expiryProblems({ states = [] }: Key, path: string): readonly Problem[] {
  return states.flatMap(({ region, expires }) =>
    expires && !instantOf(expires)
      ? [
          error(
            `${path}.expires.${region}`,
            "Enter a day, or a day and a time in UTC: 2026-12-01 17:00.",
          ),
        ]
      : [],
  );
}

function kindProblems(key: Key, path: string): readonly Problem[] {
  const problems: Problem[] = [];
  if (key.spec !== "symmetric")
    problems.push(
      error(
        `${path}.spec`,
        `EBS uses only symmetric keys. ${key.spec === "hmac" ? "An HMAC" : "An asymmetric"} key cannot encrypt a volume.`,
      ),
    );
  if (key.type === "multi-region" && key.origin === "custom-key-store")
    problems.push(
      error(
        `${path}.origin`,
        "A key in a custom key store cannot be multi-Region. Change one of the two.",
      ),
    );
  return problems;
}

function replicaProblems(scenario: Scenario, key: Key, path: string): readonly Problem[] {
  const problems = key.replicaRegions.flatMap((region) =>
    regionProblems(scenario, `${path}.replicaRegions`, region),
  );
  if (key.replicaRegions.includes(key.region))
    return [
      ...problems,
      error(
        `${path}.replicaRegions`,
        `${key.region} has the primary key. Remove it from the replicas.`,
      ),
    ];
  if (new Set(key.replicaRegions).size < key.replicaRegions.length)
    return [
      ...problems,
      error(`${path}.replicaRegions`, "A region can have one replica. Remove the second one."),
    ];
  return problems;
}

function namingProblems(key: Key, path: string): readonly Problem[] {
  const at = `${path}.naming`;
  const { naming } = key;
  if (naming.by === "every") return [];
  if (naming.by === "alias") {
    if (naming.alias === "") return [error(at, "Enter the alias, including alias/.")];
    if (naming.alias.startsWith("alias/aws/"))
      return [
        error(
          at,
          "Aliases that begin with alias/aws/ belong to AWS managed keys. Choose “AWS managed” as type.",
        ),
      ];
    if (!/^alias\/[\w/-]+$/.test(naming.alias) || naming.alias.length > limits.alias)
      return [error(at, "An alias is alias/ and letters, digits, / _ and -.")];
    return [];
  }
  if (naming.by === "tag") {
    return tagProblems(naming, at);
  }
  return keyIdProblems(key, naming.keyId, at);
}

function keyIdProblems(key: Key, keyId: string, at: string): readonly Problem[] {
  if (keyId === "") return [error(at, "Enter the key’s ARN or id.")];
  if (!/^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.test(keyId))
    return [error(at, "A key id is a UUID, or mrk- and 32 hexadecimal digits.")];
  const multiRegionId = keyId.startsWith("mrk-");
  if (multiRegionId !== (key.type === "multi-region"))
    return [
      error(
        at,
        multiRegionId
          ? "An id that begins with mrk- belongs to a multi-Region key. Change the type."
          : "A multi-Region key’s id begins with mrk-. Change the id or the type.",
      ),
    ];
  if (keyId === exampleKeyId || keyId === exampleMultiRegionKeyId)
    return [warning(at, "This is the example key. Enter your own.")];
  return [];
}

/** The platform deletes keys of its own account whose aliases have the prefix. */
function prefixProblems(
  { platform }: Scenario,
  target: Target,
  { naming }: Key,
  path: string,
): readonly Problem[] {
  if (naming.by !== "alias" || target.account !== platform.account) return [];
  if (platform.aliasPrefix === "" || !naming.alias.startsWith(platform.aliasPrefix)) return [];
  return [
    error(
      `${path}.naming`,
      "This alias has the prefix of temporary keys, which the platform deletes. Change one of the two.",
    ),
  ];
}

function administratorProblems(
  scenario: Scenario,
  target: Target,
  administrator: string,
  path: string,
): readonly Problem[] {
  const at = `${path}.administrators`;
  const text = administrator.trim();
  const arn = parseArn(text);
  if (!arn)
    return isIamPath(text)
      ? []
      : [error(at, "Enter the name of a role, or the ARN of a user or role.")];
  const name = /^(?:role|user)\/(.*)$/.exec(arn.resource)?.[1];
  if (arn.service !== "iam" || name === undefined || !isIamPath(name))
    return [error(at, `${text} is not the ARN of a user or role.`)];
  if (arn.partition !== scenario.partition)
    return [error(at, `${text} is in another partition. A policy works within one partition.`)];
  if (arn.account !== target.account)
    return [
      error(
        at,
        `${text} is of another account. KMS allows only the key’s own account to manage it.`,
      ),
    ];
  return [];
}
