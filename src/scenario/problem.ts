import { accountId } from "#policy";
import { partitionOfRegion } from "#policy/kms";
import { exampleAccounts } from "./presets.ts";
import type { Scenario } from "./scenario.ts";

/** A problem of an answer, which the user should correct (error) or know (warning). */
export interface Problem {
  /** The question's path: `platform.account`, `targets.t1.role`, `targets.t1.keys.k1.naming`, `guards.externalId` … */
  readonly path: string;
  readonly severity: "error" | "warning";
  /** One sentence that says what to change. */
  readonly message: string;
}

/** A problem that leaves the answer out of documents and verdicts. */
export function error(path: string, message: string): Problem {
  return { path, severity: "error", message };
}

/** A problem that the answer can be used with. */
export function warning(path: string, message: string): Problem {
  return { path, severity: "warning", message };
}

/** Problems of a field with an account id. */
export function accountProblems(path: string, account: string): readonly Problem[] {
  if (account === "") return [error(path, "Enter the account id.")];
  if (!accountId(account)) return [error(path, "An account id is 12 digits, without dashes.")];
  if (exampleAccounts.includes(account))
    return [warning(path, "This is an example account. Enter your own.")];
  return [];
}

/** Problems of a field with a region of the scenario's partition. */
export function regionProblems(
  scenario: Scenario,
  path: string,
  region: string,
): readonly Problem[] {
  if (region === "") return [error(path, "Choose the region.")];
  const partition = partitionOfRegion(region);
  if (!partition) return [error(path, `AWS has no region ${region}. Choose one from the list.`)];
  if (partition !== scenario.partition)
    return [
      error(
        path,
        `${region} is in partition ${partition}, the scenario in ${scenario.partition}. A policy works within one partition.`,
      ),
    ];
  return [];
}

/** Problems of a tag in a policy. Source: KMS API Reference, "Tag"; IAM User Guide, "Tags for IAM resources". */
export function tagProblems(
  { tagKey, tagValue }: { readonly tagKey: string; readonly tagValue: string },
  path: string,
): readonly Problem[] {
  if (tagKey.trim() === "") return [error(path, "Enter the tag’s key.")];
  if (tagKey.length > 128 || tagValue.length > 256)
    return [error(path, "A tag has a key of at most 128 characters and a value of at most 256.")];
  if (/[*?$]/.test(tagKey) || !/^[\p{L}\p{Z}\p{N}_.:/=+@-]*$/u.test(tagKey + tagValue))
    return [error(path, "A tag has letters, digits, spaces and _ . : / = + - @ only.")];
  return [];
}
