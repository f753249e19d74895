import { type ExportFormat, exportFormats } from "#export";

/** A choice that a format has a use for. */
export type OptionName = "targetRoles" | "keys" | "terraformPolicies" | "templates" | "stackSet";

/** A format in words. */
export interface FormatRow {
  readonly id: ExportFormat;
  readonly name: string;
  /** One sentence: what comes out. */
  readonly help: string;
  /** What stands between the user and a file that does not work. */
  readonly checked: string;
  readonly options: readonly OptionName[];
}

const rows: readonly (Omit<FormatRow, "id"> & { readonly id: string })[] = [
  {
    id: "json",
    name: "JSON files",
    help: "The policies as they stand, with a manifest that says where each goes and by which command.",
    checked: "The texts are your documents, character by character.",
    options: [],
  },
  {
    id: "terraform",
    name: "Terraform",
    help: "A folder for each account, with a provider for each region and imports for what exists.",
    checked:
      "Parsed by HashiCorp’s HCL parser in Keyhole’s tests, each policy equal to its document.",
    options: ["targetRoles", "keys", "terraformPolicies"],
  },
  {
    id: "cloudformation",
    name: "CloudFormation",
    help: "A template for each account and region.",
    checked: "Each resource type and property checked against AWS’s resource specification.",
    options: ["targetRoles", "keys", "templates"],
  },
  {
    id: "stackset",
    name: "CloudFormation StackSet",
    help: "One template that AWS rolls out to the accounts of your organization.",
    checked: "Each resource type and property checked against AWS’s resource specification.",
    options: ["targetRoles", "keys", "templates", "stackSet"],
  },
  {
    id: "cli",
    name: "AWS CLI",
    help: "A script for each account that shows what it would do until you say --apply; and one to roll back.",
    checked:
      "By bash -n and shellcheck, and run against a stand-in for the AWS CLI in Keyhole’s tests.",
    options: ["targetRoles", "keys"],
  },
  {
    id: "cdk",
    name: "AWS CDK",
    help: "A TypeScript app with a stack for each account and region.",
    checked: "Compiled and synthesised with aws-cdk-lib in Keyhole’s tests.",
    options: ["targetRoles", "keys"],
  },
  {
    id: "report-html",
    name: "Report, HTML",
    help: "For the change approval: one page with everything, to read, print and archive.",
    checked:
      "The verdict in it was made of these very documents. The page has no script and loads nothing.",
    options: [],
  },
  {
    id: "report-md",
    name: "Report, Markdown",
    help: "The same for a ticket, wiki or pull request.",
    checked: "The verdict in it was made of these very documents.",
    options: [],
  },
];

/** The formats that there are, in words. */
export const formats: readonly FormatRow[] = rows.flatMap((row) => {
  const id = exportFormats.find((format) => format === row.id);
  return id ? [{ ...row, id }] : [];
});

/** A format's words; the plain files' for one that has none. */
export function formatRow(id: ExportFormat): FormatRow {
  const row = formats.find((format) => format.id === id) ?? formats[0];
  if (!row) throw new Error("there are no formats");
  return row;
}
