import { parseArn } from "#policy";
import { isRegion } from "#policy/kms";
import type { TargetColumn } from "./row.ts";

/** The headings of each column in tables, AWS and AWS tools, without case, spaces and punctuation. */
const headings: Readonly<Record<TargetColumn, readonly string[]>> = {
  account: [
    "account",
    "accountid",
    "accountnumber",
    "awsaccount",
    "awsaccountid",
    "targetaccount",
    "targetaccountid",
    "owner",
    "ownerid",
  ],
  name: ["name", "accountname", "awsaccountname", "accountalias", "title"],
  role: ["role", "rolename", "rolearn", "targetrole", "crossaccountrole", "iamrole"],
  region: ["region", "awsregion", "keyregion", "primaryregion", "regioncode", "location"],
  key: [
    "key",
    "keyarn",
    "keyid",
    "kmskey",
    "kmskeyid",
    "kmskeyarn",
    "cmk",
    "cmkarn",
    "arn",
    "keyalias",
    "aliasname",
    "alias",
    "targetkeyid",
  ],
  type: ["type", "keytype", "keymanager", "manager", "managedby"],
  replicas: ["replicas", "replica", "replicaregions", "replicaregion"],
  createGrant: ["creategrant", "kmscreategrant", "grant", "grants"],
  administrators: [
    "administrators",
    "administrator",
    "admins",
    "admin",
    "keyadministrators",
    "keyadmins",
  ],
};

const columnByHeading: ReadonlyMap<string, TargetColumn> = new Map(
  Object.entries(headings).flatMap(([column, names]) =>
    names.map((name) => [name, column as TargetColumn] as const),
  ),
);

/** The column that a heading or a JSON member means, or `undefined`. */
export function columnNamed(heading: string): TargetColumn | undefined {
  return columnByHeading.get(heading.toLowerCase().replace(/[^a-z0-9]/g, ""));
}

/** The column that a single value belongs to, or `undefined` if several columns fit. */
export function columnOfValue(value: string): TargetColumn | undefined {
  if (/^["'=]*\d{9,12}["']*$|^\d{4}[ -]\d{4}[ -]\d{4}$|^\d[.,]\d+E\+?1[01]$/i.test(value))
    return "account";
  if (/^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|alias\/\S+)$/.test(value))
    return "key";
  const arn = parseArn(value);
  if (arn?.service === "kms") return "key";
  if (arn?.service === "iam" && arn.resource.startsWith("role/")) return "role";
  if (isRegion(value)) return "region";
  return /CadoResponse|DarktraceForensics/.test(value) ? "role" : undefined;
}
