import type { Watch, Watches } from "#evidence";
import type { ExportedDocument, ExportedFile } from "../exported-document.ts";
import { accountNamesOf } from "../file-names.ts";
import type { ExportOptions } from "../options.ts";
import { documentWords } from "../plain-text.ts";
import type { AccountRollout, Rollout } from "../rollout.ts";
import { allAccountsFiles } from "./all-accounts.ts";
import {
  attribute,
  block,
  comment,
  type Expression,
  gap,
  hclFile,
  type Item,
  literal,
} from "./hcl.ts";
import { existingKeyPart, type KeyPlace } from "./keys.ts";
import { newLabels } from "./labels.ts";
import { newKeyAddress, newKeyPart } from "./new-keys.ts";
import type { AccountContext, Part } from "./part.ts";
import { providers } from "./providers.ts";
import { terraformReadme } from "./readme.ts";
import { rolePart } from "./roles.ts";
import { textVariable } from "./variables.ts";
import { watchingOf, watchingProvider } from "./watching.ts";

/**
 * A folder of Terraform for each account, and a README that says how to roll them out. Never throws.
 * Source: Terraform, "Import" (`import` blocks) and "Standard Module Structure".
 */
export function terraformFiles(
  rollout: Rollout,
  options: ExportOptions,
  watches?: Watches,
): readonly ExportedFile[] {
  const names = accountNamesOf(rollout.accounts.map(({ account }) => account));
  const unreadable = new Map<string, ExportedDocument[]>();
  for (const document of rollout.unreadable)
    unreadable.set(document.account, [...(unreadable.get(document.account) ?? []), document]);
  return [
    { path: "terraform/README.md", text: terraformReadme(rollout, options, watches) },
    ...allAccountsFiles(rollout, options),
    ...rollout.accounts.flatMap((account, index) =>
      accountFiles(
        account,
        unreadable.get(account.account) ?? [],
        options,
        watches?.watches.filter((watch) => watch.account === account.account) ?? [],
      ).map((file) => ({
        ...file,
        path: `terraform/${names[index]}/${file.path}`,
      })),
    ),
  ];
}

function accountFiles(
  account: AccountRollout,
  unreadable: readonly ExportedDocument[],
  options: ExportOptions,
  watches: readonly Watch[],
): readonly ExportedFile[] {
  const watching = watchingOf(watches);
  const { roles, keys } = accountParts(account, options);
  const parts = [...roles, ...keys];
  const file = (path: string, items: readonly Item[]): ExportedFile[] =>
    items.length === 0 ? [] : [{ path, text: hclFile(items) }];
  return [
    ...file("versions.tf", [...missing(unreadable), versions(parts, watches.length > 0)]),
    ...file(
      "providers.tf",
      providers(account.homeRegion, [...new Set([...account.regions, ...watching.regions])]),
    ),
    ...file("variables.tf", [
      accountVariable(account),
      ...parts.flatMap(({ variables }) => variables),
      ...watching.variables,
    ]),
    ...file(
      "roles.tf",
      roles.flatMap(({ resources }) => resources),
    ),
    ...file(
      "keys.tf",
      keys.flatMap(({ resources }) => resources),
    ),
    ...file("watching.tf", watching.resources),
    ...file(
      "imports.tf",
      parts.flatMap(({ imports }) => imports),
    ),
    ...file(
      "outputs.tf",
      parts.flatMap(({ outputs }) => outputs),
    ),
  ];
}

function accountParts(
  account: AccountRollout,
  options: ExportOptions,
): { readonly roles: readonly Part[]; readonly keys: readonly Part[] } {
  options.onWork?.();
  const context: AccountContext = {
    labels: newLabels(),
    policies: options.terraformPolicies ?? "jsonencode",
    targetRolesExist: options.targetRoles === "existing",
    keysExist: options.keys !== "new",
  };
  const roles = account.roles.map((role) => rolePart(role, context));
  const addresses = roles.flatMap(({ resource }) => resource ?? []);
  const made = new Map<string, Expression>();
  const keys = account.keys.map((key) => {
    const label = context.labels(`key ${key.region} ${key.document.name}`);
    const place: KeyPlace = { label, roles: addresses };
    if (context.keysExist) return existingKeyPart(key, place, context);
    made.set(key.document.id, newKeyAddress(key, label));
    return newKeyPart(key, place, context, key.replicaOf && made.get(key.replicaOf.documentId));
  });
  return { roles, keys };
}

function missing(unreadable: readonly ExportedDocument[]): readonly Item[] {
  if (unreadable.length === 0) return [];
  const lines = ["Not in here, since its text is no JSON:", ...unreadable.map(documentWords)];
  return [comment(lines.join("\n")), gap];
}

function versions(parts: readonly Part[], hasRules: boolean): Item {
  const oldest = Math.max(1.5, ...parts.map(({ terraform }) => terraform));
  return block(
    "terraform",
    [],
    [
      attribute("required_version", literal(`>= ${oldest}`)),
      block(
        "required_providers",
        [],
        [
          attribute(
            "aws",
            literal({ source: "hashicorp/aws", version: hasRules ? watchingProvider : ">= 5.0" }),
          ),
        ],
      ),
    ],
  );
}

function accountVariable({ account }: AccountRollout): Item {
  return textVariable({
    name: "account_id",
    description: "The account that this folder is for. Policies name it too.",
    answer: account,
    pattern: "^\\d{12}$",
    otherwise: "An account id has 12 digits.",
  });
}
