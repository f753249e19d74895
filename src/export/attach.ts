import { awsCommand, awsOptions, parseArn } from "#policy";
import type { ExportedDocument } from "./exported-document.ts";
import { policyNameOf } from "./policy-name.ts";

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

/** The way to attach a document that lies in the working directory under `fileName`. */
export function attachGuide(document: Attached, fileName: string): AttachGuide {
  const { attachTo } = document;
  const file = `file://${fileName}`;
  if (attachTo.to === "key") return keyGuide(document, attachTo, file);
  const role = ["IAM", "Roles", attachTo.roleName];
  if (document.kind === "trust")
    return {
      consolePath: [...role, "Trust relationships", "Edit trust policy"],
      commands: [
        awsCommand("iam", "update-assume-role-policy", {
          "role-name": attachTo.roleName,
          "policy-document": file,
        }),
      ],
    };
  const policyName = policyNameOf(attachTo.roleName, document.part);
  const partition = parseArn(attachTo.roleArn)?.partition ?? "aws";
  return {
    consolePath: [...role, "Permissions", "Add permissions", "Attach policies", "Create policy"],
    commands: [
      awsCommand("iam", "create-policy", { "policy-name": policyName, "policy-document": file }),
      awsCommand("iam", "attach-role-policy", {
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
