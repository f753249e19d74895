import { parseArn } from "#policy";
import {
  awsManagedAlias,
  type CreateGrantAnswer,
  type KeyNaming,
  type KeyType,
  maximumAccountName,
} from "#scenario";

/** What a cell says, or the sentence that says what to change; `fix` is what is most likely meant. */
export type Read<T> = { readonly value: T } | { readonly mistake: string; readonly fix?: string };

/** An account id, as spreadsheets leave it. Whether it is one is for the scenario's own validation to say. */
export function readAccount(cell: string): Read<string> {
  const text = cell.replace(/^[='"\s]+|['"\s]+$/g, "").replace(/[\s-]/g, "");
  const digits = /^(\d+)(?:\.0+)?$/.exec(text)?.[1];
  if (digits === undefined) {
    if (/^\d(?:[.,]\d+)?E\+?1[01]$/i.test(text))
      return {
        mistake: `A spreadsheet rounded this account id to ${text}: set the column to Text there and bring the whole ids.`,
      };
    return { value: text };
  }
  if (digits.length >= 9 && digits.length < 12) {
    const fix = digits.padStart(12, "0");
    return {
      mistake: `This has ${digits.length} digits, an account id 12: spreadsheets take zeros off the front. With them it is ${fix}.`,
      fix,
    };
  }
  return { value: digits };
}

export function readName(cell: string): Read<string> {
  // Whatever else is in it, a name is shown on one line.
  const text = cell.replace(/[\p{Cc}\s]+/gu, " ").trim();
  if (text.length <= maximumAccountName) return { value: text };
  return {
    mistake: `A name has at most ${maximumAccountName} characters: make it shorter.`,
    fix: text.slice(0, maximumAccountName),
  };
}

/** How a key cell names the key, and what of the rest an ARN says. */
export interface KeyCell {
  readonly naming?: KeyNaming;
  readonly type?: KeyType;
  readonly partition?: string;
  readonly account?: string;
  readonly region?: string;
}

const howToName =
  "Name the key by its ARN, its id, an alias (alias/…), “every”, or a tag (tag KEY=VALUE).";

export function readKey(cell: string): Read<KeyCell> {
  const text = cell.trim();
  if (text === "") return { value: {} };
  const arn = parseArn(text);
  if (arn) {
    if (arn.service !== "kms")
      return {
        mistake: `This ARN is of ${arn.service || "no service"}: a key’s begins arn:aws:kms.`,
      };
    const { partition, account, region, resource } = arn;
    const named = /^(?:key|alias)\/./.test(resource)
      ? readKey(resource.replace(/^key\//, ""))
      : { mistake: "This ARN names neither a key nor an alias: it ends in key/… or alias/…." };
    return "value" in named ? { value: { ...named.value, partition, account, region } } : named;
  }
  if (text === awsManagedAlias) return { value: { type: "aws-managed" } };
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

/** What an empty cell wants. */
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

/** What each type is called in a table. */
export const typeWords: Readonly<Record<KeyType, string>> = {
  "customer-managed": "customer managed",
  "aws-managed": "AWS managed",
  "multi-region": "multi-Region",
};

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

export function readCreateGrant(cell: string): Read<CreateGrantAnswer | undefined> {
  const word = bareWord(cell);
  if (word === "") return { value: undefined };
  const answer = Object.hasOwn(grants, word) ? grants[word] : undefined;
  return answer
    ? { value: answer }
    : {
        mistake:
          "CreateGrant is “withhold”, “only for AWS resources” or “unrestricted”; empty takes the answer for all keys.",
      };
}

/** The regions of a cell: between spaces, commas, semicolons or bars. */
export function regionsIn(cell: string): readonly string[] {
  return cell.split(/[\s,;|]+/).filter((region) => region !== "");
}

/** The administrators of a cell. A name may have a comma in it, so a comma counts only with a space after it. */
export function administratorsIn(cell: string): readonly string[] {
  return cell.split(/,?\s+|[;|]+/).filter((name) => name !== "");
}

function bareWord(cell: string): string {
  return cell.toLowerCase().replace(/[^a-z]/g, "");
}
