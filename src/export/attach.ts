import { awsCommand, awsOptions, iamCommand, parseArn, partitionOfArn } from "#policy";
import type { Scenario } from "#scenario";
import type { ExportedDocument } from "./exported-document.ts";
import { policyNameOf } from "./exported-document.ts";

/** How a document is put in its place: by hand in the console, or by commands that can be pasted into a shell. */
export interface AttachGuide {
  /** What a person clicks, in order. */
  readonly consolePath: readonly string[];
  /** AWS CLI commands; each is one line of a POSIX shell. */
  readonly commands: readonly string[];
  /** What the commands leave for the user to fill in or repeat. */
  readonly hint?: string;
}

type Attached = Pick<
  ExportedDocument,
  "kind" | "account" | "region" | "name" | "part" | "attachTo"
>;

/**
 * The way to attach a document that lies in the working directory under `fileName`.
 * Source: the AWS CLI Command Reference for `iam` and `kms`; the console: IAM User Guide, "Update a role trust
 * policy", and KMS Developer Guide, "Change a key policy".
 */
export function attachGuide(document: Attached, fileName: string): AttachGuide {
  const { attachTo } = document;
  const file = `file://${fileName}`;
  if (attachTo.to === "key") return keyGuide(document, attachTo, file);
  const role = ["IAM", "Roles", attachTo.roleName];
  const partition = partitionOfArn(attachTo.roleArn);
  if (document.kind === "trust")
    return {
      consolePath: [...role, "Trust relationships", "Edit trust policy"],
      commands: [
        iamCommand(partition, "update-assume-role-policy", {
          "role-name": attachTo.roleName,
          "policy-document": file,
        }),
      ],
    };
  const policyName = policyNameOf(attachTo.roleName, document.part);
  return {
    consolePath: [...role, "Permissions", "Add permissions", "Attach policies", "Create policy"],
    commands: [
      iamCommand(partition, "create-policy", {
        "policy-name": policyName,
        "policy-document": file,
      }),
      iamCommand(partition, "attach-role-policy", {
        "role-name": attachTo.roleName,
        "policy-arn": `arn:${partition}:iam::${document.account}:policy/${policyName}`,
      }),
    ],
  };
}

function keyGuide(
  document: Attached,
  attachTo: Extract<Attached["attachTo"], { to: "key" }>,
  file: string,
): AttachGuide {
  const region = document.region ?? "";
  const rest = { "policy-name": "default", policy: file };
  const consolePath = [
    "KMS",
    region,
    "Customer managed keys",
    document.name,
    "Key policy",
    "Switch to policy view",
    "Edit",
  ];
  if (attachTo.keyArn)
    return {
      consolePath,
      commands: [
        awsCommand("kms", "put-key-policy", { region, "key-id": attachTo.keyArn, ...rest }),
      ],
    };
  if (document.name.startsWith("alias/")) {
    // PutKeyPolicy takes no alias, so the command asks for the key behind it.
    const lookUp = `${awsCommand("kms", "describe-key", { region, "key-id": document.name })} --query KeyMetadata.Arn --output text`;
    const put = awsCommand("kms", "put-key-policy", { region });
    return { consolePath, commands: [`${put} --key-id "$(${lookUp})"${awsOptions(rest)}`] };
  }
  return {
    consolePath,
    commands: [awsCommand("kms", "put-key-policy", { region, "key-id": "KEY_ID", ...rest })],
    hint: `Run it once for each of the keys, with its id for KEY_ID: ${attachTo.keys}.`,
  };
}

/**
 * The command that makes a target role, with its path and with the tag by which the platform's policy names it.
 * Source: AWS CLI Command Reference, `iam create-role`.
 */
export function createRole(
  { partition, platformNaming }: Scenario,
  arn: string,
  name: string,
  fileName: string,
): string {
  const path = (parseArn(arn)?.resource ?? "").split("/").slice(1, -1).join("/");
  return iamCommand(partition, "create-role", {
    "role-name": name,
    ...(path === "" ? {} : { path: `/${path}/` }),
    "assume-role-policy-document": `file://${fileName}`,
    ...(platformNaming?.by === "tag"
      ? { tags: JSON.stringify([{ Key: platformNaming.tagKey, Value: platformNaming.tagValue }]) }
      : {}),
  });
}

/**
 * The command that prints the trust policy that a role has.
 * Source: AWS CLI Command Reference, `iam get-role`.
 */
export function presentTrust(arn: string, name: string): string {
  const partition = partitionOfArn(arn);
  return `${iamCommand(partition, "get-role", { "role-name": name })} --query Role.AssumeRolePolicyDocument`;
}

/**
 * The command that prints the policy that a key has. GetKeyPolicy takes no alias, like PutKeyPolicy.
 * Source: KMS API Reference, "GetKeyPolicy" (KeyId).
 */
export function presentKeyPolicy(
  { region = "", name }: Pick<ExportedDocument, "region" | "name">,
  { keyArn }: { readonly keyArn?: string },
): string {
  const lookUp = `"$(${awsCommand("kms", "describe-key", { region, "key-id": name })} --query KeyMetadata.Arn --output text)"`;
  const key = keyArn ?? (name.startsWith("alias/") ? lookUp : "KEY_ID");
  return `${awsCommand("kms", "get-key-policy", { region })} --key-id ${key}${awsOptions({ "policy-name": "default" })} --query Policy --output text`;
}

/** The file that a backup of what a document replaces is written to. */
export function backupName(fileName: string): string {
  return fileName.replace(/\.json$/, "-before.json");
}
