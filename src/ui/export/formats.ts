import { type ExportFormat, exportFormats } from "#export";

/** A choice that can apply to a format. */
export type OptionName =
  | "targetRoles"
  | "keys"
  | "terraformPolicies"
  | "templates"
  | "watch"
  | "stackSet";

/** The texts and options of a format. */
export interface FormatRow {
  readonly id: ExportFormat;
  readonly name: string;
  /** One sentence about the exported files. */
  readonly help: string;
  /** How the exported files are checked. */
  readonly checked: string;
  readonly options: readonly OptionName[];
}

const rows: readonly (Omit<FormatRow, "id"> & { readonly id: string })[] = [
  {
    id: "json",
    name: "JSON files",
    help: "The unchanged policies, with a manifest of where to attach each and with which command.",
    checked: "Each file is identical to your document.",
    options: [],
  },
  {
    id: "terraform",
    name: "Terraform",
    help: "A folder for each account, with a provider for each region and import blocks for existing resources.",
    checked:
      "Keyhole’s tests parse the files with HashiCorp’s HCL parser and compare each policy with its document.",
    options: ["targetRoles", "keys", "terraformPolicies", "watch"],
  },
  {
    id: "cloudformation",
    name: "CloudFormation",
    help: "A template for each account and region.",
    checked:
      "Keyhole’s tests check each resource type and property against AWS’s resource specification.",
    options: ["targetRoles", "keys", "templates", "watch"],
  },
  {
    id: "stackset",
    name: "CloudFormation StackSet",
    help: "One template that AWS deploys to the accounts of your organization.",
    checked:
      "Keyhole’s tests check each resource type and property against AWS’s resource specification.",
    options: ["targetRoles", "keys", "templates", "stackSet"],
  },
  {
    id: "cli",
    name: "AWS CLI",
    help: "Two scripts for each account: one shows its changes and makes them with --apply, one rolls them back.",
    checked:
      "Keyhole’s tests check the scripts with bash -n and ShellCheck, and run them with a fake AWS CLI.",
    options: ["targetRoles", "keys"],
  },
  {
    id: "cdk",
    name: "AWS CDK",
    help: "A TypeScript app with a stack for each account and region.",
    checked: "Keyhole’s tests compile and synthesize the app with aws-cdk-lib.",
    options: ["targetRoles", "keys"],
  },
  {
    id: "report-html",
    name: "Report, HTML",
    help: "One page for your change approval, to read, print and archive.",
    checked:
      "The verdict is about exactly these documents. The page has no script and loads no other file.",
    options: [],
  },
  {
    id: "report-md",
    name: "Report, Markdown",
    help: "The same report for a ticket, wiki or pull request.",
    checked: "The verdict is about exactly these documents.",
    options: [],
  },
];

/** All formats with their texts. */
export const formats: readonly FormatRow[] = rows.flatMap((row) => {
  const id = exportFormats.find((format) => format === row.id);
  return id ? [{ ...row, id }] : [];
});

/** The texts of a format; those of the JSON files if it has none. */
export function formatRow(id: ExportFormat): FormatRow {
  const row = formats.find((format) => format.id === id) ?? formats[0];
  if (!row) throw new Error("there are no formats");
  return row;
}
