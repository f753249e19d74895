import { accountId, parseArn } from "#policy";
import { knownValues } from "./known-values.ts";
import { code, type Surroundings } from "./suggestion.ts";

/** Explains a principal. */
export function aboutPrincipal(word: string, { kind, scenario }: Surroundings): readonly string[] {
  const arn = parseArn(word);
  const account =
    accountId(word) ?? (arn?.resource === "root" ? accountId(arn.account) : undefined);
  const { accounts, roles, administrators } = knownValues(scenario);
  if (word === "*")
    return [
      `**${code("*")}**`,
      "Everyone in every account, unless a condition restricts it.",
      page,
    ];
  if (account) {
    const what = accounts.find(({ value }) => value === account)?.what;
    return [
      `**Account ${account}**${what ? `: ${what}` : ""}`,
      kind === "key"
        ? "Gives no user or role access by itself. The account’s IAM policies can then give access."
        : "Every principal in the account that the account’s IAM policies allow.",
      page,
    ];
  }
  const known = [...roles, ...administrators].find(({ value }) => value === word);
  if (known) return [`**${code(word)}**`, `${capital(known.what)}.`, page];
  return [];
}

const page = "Source: IAM User Guide, “AWS JSON policy elements: Principal”";

/** Explains a resource that the answers contain. */
export function aboutResource(word: string, { kind, scenario }: Surroundings): readonly string[] {
  if (word === "*")
    return kind === "key"
      ? [`**${code("*")}**`, "This key. A key policy applies to no other key.", keyPage]
      : [
          `**${code("*")}**`,
          "Every resource, in every account that allows the caller.",
          resourcePage,
        ];
  const { keys, roles } = knownValues(scenario);
  const known = [...keys, ...roles].find(({ value }) => value === word);
  return known ? [`**${code(word)}**`, `${capital(known.what)}.`, resourcePage] : [];
}

const keyPage = "Source: KMS Developer Guide, “Key policies in AWS KMS”";
const resourcePage = "Source: IAM User Guide, “IAM JSON policy elements: Resource”";

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
