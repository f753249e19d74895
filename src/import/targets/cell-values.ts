import { parseArn } from "#policy";
import {
  awsManagedAlias,
  type CreateGrantAnswer,
  type KeyNaming,
  type KeyType,
  maximumAccountName,
} from "#scenario";

/** The value of a cell, or a sentence that says what to change. `fix` is the most likely correct value. */
export type Read<T> = { readonly value: T } | { readonly mistake: string; readonly fix?: string };

/** Reads an account id in the forms that spreadsheets write. The scenario's own validation checks the id. */
export function readAccount(cell: string): Read<string> {
  const text = cell.replace(/^[='"\s]+|['"\s]+$/g, "").replace(/[\s-]/g, "");
  const digits = /^(\d+)(?:\.0+)?$/.exec(text)?.[1];
  if (digits === undefined) {
    if (/^\d(?:[.,]\d+)?E\+?1[01]$/i.test(text))
      return {
        mistake: `A spreadsheet rounded this account id to ${text}. Set the column to Text there and import the whole ids.`,
      };
    return { value: text };
  }
  if (digits.length >= 9 && digits.length < 12) {
    const fix = digits.padStart(12, "0");
    return {
      mistake: `This has ${digits.length} digits, but an account id has 12. Spreadsheets drop leading zeros: with them it is ${fix}.`,
      fix,
    };
  }
  return { value: digits };
}

/** Reads an account's name. */
export function readName(cell: string): Read<string> {
  // A name is shown on one line, so control characters and white space become single spaces.
  const text = cell.replace(/[\p{Cc}\s]+/gu, " ").trim();
  if (text.length <= maximumAccountName) return { value: text };
  return {
    mistake: `A name has at most ${maximumAccountName} characters. Shorten it.`,
    fix: text.slice(0, maximumAccountName),
  };
}

/** How a key cell names the key, and what else its ARN says. */
export interface KeyCell {
  readonly naming?: KeyNaming;
  readonly type?: KeyType;
  readonly partition?: string;
  readonly account?: string;
  readonly region?: string;
}

const howToName =
  "Name the key by its ARN, its id, an alias (alias/…), “every”, or a tag (tag KEY=VALUE).";

/** Reads a key's ARN, id, alias, tag, or “every”. An empty cell names no key. */
export function readKey(cell: string): Read<KeyCell> {
  const text = cell.trim();
  if (text === "") return { value: {} };
  const arn = parseArn(text);
  if (arn) {
    if (arn.service !== "kms")
      return {
        mistake: `This ARN is of ${arn.service || "no service"}. A key’s ARN begins with arn:aws:kms.`,
      };
    const { partition, account, region, resource } = arn;
    const named = /^(?:key|alias)\/./.test(resource)
      ? readKey(resource.replace(/^key\//, ""))
      : { mistake: "This ARN names no key: it must end in key/… or alias/…." };
    return "value" in named ? { value: { ...named.value, partition, account, region } } : named;
  }
  // People leave the prefix out, as the console does.
  if (text === awsManagedAlias || `alias/${text}` === awsManagedAlias)
    return { value: { type: "aws-managed" } };
  if (text.startsWith("alias/")) return { value: { naming: { by: "alias", alias: text } } };
  if (/^(?:every(?: key)?|all|\*)$/i.test(text)) return { value: { naming: { by: "every" } } };
  const tag = /^tag[: ]\s*([^=]+)=(.*)$/i.exec(text);
  if (tag)
    return {
      value: {
        naming: { by: "tag", tagKey: tag[1]?.trim() ?? "", tagValue: tag[2]?.trim() ?? "" },
      },
    };
  if (/^(?:mrk-)?[0-9a-f-]{20,40}$/i.test(text)) {
    const keyId = text.toLowerCase();
    return {
      value: {
        naming: { by: "arn", keyId },
        ...(keyId.startsWith("mrk-") ? { type: "multi-region" } : {}),
      },
    };
  }
  return { mistake: howToName };
}

/** Says what to write into an empty key cell. */
export const keyColumnHelp = howToName;

const types: Readonly<Record<string, KeyType>> = {
  aws: "aws-managed",
  awsmanaged: "aws-managed",
  awsmanagedkey: "aws-managed",
  customer: "customer-managed",
  customermanaged: "customer-managed",
  customermanagedkey: "customer-managed",
  cmk: "customer-managed",
  singleregion: "customer-managed",
  multiregion: "multi-region",
  multiregionkey: "multi-region",
  mrk: "multi-region",
};

/** The name of each type in a table. */
export const typeWords: Readonly<Record<KeyType, string>> = {
  "customer-managed": "customer managed",
  "aws-managed": "AWS managed",
  "multi-region": "multi-Region",
};

/** Reads a key's type. An empty cell has no type. */
export function readType(cell: string): Read<KeyType | undefined> {
  const word = bareWord(cell);
  if (word === "") return { value: undefined };
  const type = Object.hasOwn(types, word) ? types[word] : undefined;
  return type
    ? { value: type }
    : { mistake: "A type is customer managed, AWS managed or multi-Region." };
}

const grants: Readonly<Record<string, CreateGrantAnswer>> = {
  withhold: "withhold",
  withholdit: "withhold",
  no: "withhold",
  none: "withhold",
  false: "withhold",
  aws: "aws-resources",
  awsresources: "aws-resources",
  onlyforawsresources: "aws-resources",
  unrestricted: "unrestricted",
};

/** Reads a CreateGrant answer. An empty cell has none. */
export function readCreateGrant(cell: string): Read<CreateGrantAnswer | undefined> {
  const word = bareWord(cell);
  if (word === "") return { value: undefined };
  const answer = Object.hasOwn(grants, word) ? grants[word] : undefined;
  return answer
    ? { value: answer }
    : {
        mistake:
          "CreateGrant is “withhold”, “only for AWS resources” or “unrestricted”; an empty cell uses the answer for all keys.",
      };
}

/** The regions in a cell, separated by spaces, commas, semicolons or bars. */
export function regionsIn(cell: string): readonly string[] {
  return cell.split(/[\s,;|]+/).filter((region) => region !== "");
}

/** The administrators in a cell. A name may contain a comma, so a comma separates only before a space. */
export function administratorsIn(cell: string): readonly string[] {
  return cell.split(/,?\s+|[;|]+/).filter((name) => name !== "");
}

function bareWord(cell: string): string {
  return cell.toLowerCase().replace(/[^a-z]/g, "");
}
