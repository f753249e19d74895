import { readDate } from "#policy";
import { type AddressRange, readAddressRange } from "../../authorizer/condition/ip-addresses.ts";
import type { Template } from "../../authorizer/variables.ts";
import type { Budget } from "../budget.ts";
import type { Asked } from "./comparisons.ts";
import { exampleTexts, otherCase } from "./example-texts.ts";
import {
  arnPattern,
  hasVariable,
  isLiteral,
  literalPattern,
  type Pattern,
  templatePattern,
} from "./pattern.ts";

/** Values that a reader takes for real ones, by key in lower case. They stand where a policy names none. */
const known: Readonly<Record<string, readonly string[]>> = {
  "kms:viaservice": ["ec2.us-east-1.amazonaws.com", "rds.us-east-1.amazonaws.com"],
  "kms:calleraccount": ["999999999999"],
  "kms:grantisforawsresource": ["true", "false"],
  "kms:grantoperations": ["Decrypt", "CreateGrant"],
  "kms:encryptioncontextkeys": ["aws:ebs:id"],
  "kms:encryptioncontext:aws:ebs:id": ["vol-0123456789abcdef0", "snap-0123456789abcdef0"],
  "kms:resourcealiases": ["alias/other"],
  "kms:requestalias": ["alias/other"],
  "kms:keyspec": ["SYMMETRIC_DEFAULT", "RSA_2048"],
  "kms:keyusage": ["ENCRYPT_DECRYPT", "SIGN_VERIFY"],
  "kms:multiregion": ["false", "true"],
  "aws:principalorgid": ["o-otherorg123"],
  "aws:principalaccount": ["999999999999"],
  "aws:principalarn": ["arn:aws:iam::999999999999:role/Visitor"],
  "aws:principaltype": ["AssumedRole", "User"],
  "aws:resourceaccount": ["999999999999"],
  "aws:requestedregion": ["us-east-1", "eu-west-1"],
  "aws:sourceaccount": ["999999999999"],
  "aws:sourcearn": ["arn:aws:ec2:us-east-1:999999999999:instance/i-0123456789abcdef0"],
  "aws:sourceip": ["203.0.113.7"],
  "aws:sourcevpce": ["vpce-0123456789abcdef0"],
  "aws:sourcevpc": ["vpc-0123456789abcdef0"],
  "aws:username": ["Visitor"],
  "aws:userid": ["AROAEXAMPLEID:visitor"],
  "aws:currenttime": ["2026-01-01T00:00:00Z"],
  "sts:externalid": ["other-external-id"],
  "sts:rolesessionname": ["visitor"],
};

const truth = ["true", "false"];

/** Likely values of a condition key, most likely first. */
export function plausibleValues(key: string): readonly string[] {
  if (Object.hasOwn(known, key)) return known[key] ?? [];
  if (/aws:(?:via|principalis|secure|multifactorauthpresent)/.test(key)) return truth;
  return ["other"];
}

/** Numbers that tell bounds apart: each bound, something between two, and something beyond them, in several spellings. */
export function exampleNumbers(texts: readonly string[]): readonly string[] {
  const bounds = sortedBounds(texts.map(Number).filter(Number.isFinite));
  const numbers = [...bounds, ...between(bounds, 1)];
  return numbers.flatMap((number) => {
    const text = plainNumber(number);
    if (text === undefined) return [];
    const unsigned = text.replace("-", "");
    const sign = text.startsWith("-") ? "-" : "";
    return [text, `${sign}0${unsigned}`, text.includes(".") ? `${text}0` : `${text}.0`];
  });
}

/** Dates that tell moments apart, as dates and as seconds since 1970. */
export function exampleDates(texts: readonly string[]): readonly string[] {
  const bounds = sortedBounds(texts.map(readDate).filter((moment) => moment !== undefined));
  const moments = [...bounds, ...between(bounds, 86_400_000), ...between(bounds, 1_000)];
  return moments.flatMap((moment) => {
    const date = new Date(moment).toISOString();
    const seconds = plainNumber(moment / 1000);
    return [
      date.endsWith(".000Z") ? date.replace(".000Z", "Z") : date,
      ...(seconds ? [seconds] : []),
    ];
  });
}

function sortedBounds(numbers: readonly number[]): readonly number[] {
  return [...new Set(numbers)].sort((one, other) => one - other);
}

function between(bounds: readonly number[], step: number): readonly number[] {
  const first = bounds[0];
  const last = bounds.at(-1);
  if (first === undefined || last === undefined) return [];
  const middles = bounds.slice(1).map((bound, at) => ((bounds[at] as number) + bound) / 2);
  return [beside(first, -step), beside(last, step), ...middles];
}

/** The number a step further; where numbers lie further apart than that, twice or no times the bound. */
function beside(bound: number, step: number): number {
  if (bound + step !== bound) return bound + step;
  return bound + Math.sign(step) * Math.abs(bound);
}

/** The number without an exponent, which a policy number does not have. */
function plainNumber(number: number): string | undefined {
  if (!Number.isFinite(number)) return undefined;
  if (Math.abs(number) >= 1e21) return String(BigInt(number));
  const text = String(number);
  return text.includes("e") ? number.toFixed(20).replace(/\.?0+$/, "") : text;
}

/**
 * Addresses that tell ranges apart: of each range the first and the last address and their neighbours outside, the range
 * itself and the one twice its size, because a request may have a range too.
 */
export function exampleAddresses(texts: readonly string[]): readonly string[] {
  const examples: string[] = [];
  for (const text of texts) {
    const range = readAddressRange(text);
    if (!range) continue;
    const bits = range.groups.length * 16;
    const size = 1n << BigInt(bits - range.prefix);
    const first = (numberOf(range) / size) * size;
    const last = first + size - 1n;
    const beyond = 1n << BigInt(bits);
    for (const address of [first + (size > 4n ? 4n : 0n), first, last, first - 1n, last + 1n])
      if (address >= 0n && address < beyond) examples.push(format(address, range.groups.length));
    const network = format(first, range.groups.length);
    examples.push(`${network}/${range.prefix}`);
    if (range.prefix > 0) {
      const wider = format((first / (size * 2n)) * size * 2n, range.groups.length);
      examples.push(`${wider}/${range.prefix - 1}`);
    }
  }
  return [...examples, "203.0.113.7", "2001:db8::7", "0.0.0.0/0", "::/0"];
}

function numberOf({ groups }: AddressRange): bigint {
  return groups.reduce((number, group) => number * 65_536n + BigInt(group), 0n);
}

function format(address: bigint, groups: number): string {
  const parts: bigint[] = [];
  const base = groups === 2 ? 256n : 65_536n;
  for (let rest = address, at = groups === 2 ? 4 : groups; at > 0; at -= 1, rest /= base)
    parts.unshift(rest % base);
  return groups === 2 ? parts.join(".") : parts.map((part) => part.toString(16)).join(":");
}

/** The kinds of value that operators compare; ARNs and patterns are texts too. */
type Family = "text" | "any-case" | "like" | "arn" | "number" | "date" | "address" | "binary";

/**
 * Values of one key that tell its comparisons apart: of each set of comparisons that one value can meet, all others not,
 * at least one value; with `forms` of those values that fit one of them. Values that policies write come first, then likely ones, then the shortest that there are.
 */
export function exampleValues(
  asked: readonly Asked[],
  key: string,
  budget: Budget,
  forms?: readonly Pattern[],
): readonly string[] {
  const written: string[] = [];
  const patterns: Pattern[] = [];
  const made: string[] = [];
  const byFamily = new Map<Family, string[]>();
  for (const one of asked) {
    const { check, operator } = one.condition;
    if (check.kind !== "compare") continue;
    const family = familyOf(operator);
    const texts = check.templates.filter((template) => !hasVariable(template));
    byFamily.set(family, [...(byFamily.get(family) ?? []), ...texts.map(({ text }) => text)]);
    for (const template of texts) {
      const pattern = patternOf(template, family);
      if (pattern && !isLiteral(pattern)) patterns.push(pattern);
      written.push(textOf(template));
    }
  }
  if (byFamily.has("any-case"))
    made.push(
      ...written.flatMap((text) => [swapCase(text), text.toLowerCase(), text.toUpperCase()]),
    );
  if (byFamily.has("number")) made.push(...exampleNumbers(byFamily.get("number") ?? []));
  if (byFamily.has("date")) made.push(...exampleDates(byFamily.get("date") ?? []));
  if (byFamily.has("address")) made.push(...exampleAddresses(byFamily.get("address") ?? []));
  if (byFamily.has("binary"))
    made.push(...written.flatMap((text) => [text.replaceAll("=", ""), `${text}=`]), "b3RoZXI=");
  const isMixed = byFamily.has("number") || byFamily.has("date");
  if (isMixed && patterns.length > 0) made.push(...digitTexts(patterns, budget));
  const found = [
    ...written,
    ...plausibleValues(key),
    ...made,
    ...exampleTexts(patterns, budget, forms),
    "",
  ];
  return [...new Set(found)];
}

/**
 * The comparisons of a key by how they compare: as texts, without regard to case, as numbers, dates, addresses or bytes. Values
 * may answer one group as one example does and another group as another one does, and no example both: a number below 30
 * that fits `2*7*3`, or 5 in a spelling that no policy names.
 */
export function independentComparisons(asked: readonly Asked[]): readonly (readonly Asked[])[] {
  const groups = new Map<"text" | Family, Asked[]>();
  for (const one of asked) {
    const { check, operator } = one.condition;
    if (check.kind !== "compare") continue;
    const family = familyOf(operator);
    const templates = check.templates.filter((template) => !hasVariable(template));
    if (templates.length === 0) continue;
    const readsText = family === "like" || family === "arn" || !spells(family, templates);
    const group = readsText ? "text" : family;
    const others = groups.get(group);
    if (others) others.push(one);
    else groups.set(group, [one]);
  }
  return groups.size > 1 ? [...groups.values()] : [];
}

/** Whether several texts are the same value of a comparison. */
function spells(family: Family, templates: readonly Template[]): boolean {
  if (family === "any-case" || family === "binary") return true;
  return templates.some(({ text }) => isInOrder(family, text));
}

/** Whether a comparison names a text without wildcards, and nothing else: then what fits is one of the written values. */
export function isWritten(asked: Asked, value: string): boolean {
  const { check, operator } = asked.condition;
  if (check.kind !== "compare" || check.over !== "the-value") return false;
  const family = familyOf(operator);
  if (family !== "text" && family !== "like") return false;
  const patterns = check.templates.map((template) => patternOf(template, family));
  return (
    !check.templates.some(hasVariable) &&
    patterns.every((pattern) => pattern && isLiteral(pattern)) &&
    check.templates.some((template) => textOf(template) === value)
  );
}

function isInOrder(family: Family, text: string): boolean {
  if (family === "number") return Number.isFinite(Number(text));
  if (family === "date") return readDate(text) !== undefined;
  return family === "address" && readAddressRange(text) !== undefined;
}

function familyOf(operator: string): Family {
  const name = operator.replace(/^For(?:AllValues|AnyValue):/, "").replace(/IfExists$/, "");
  if (name.startsWith("Numeric")) return "number";
  if (name.startsWith("Date")) return "date";
  if (name.endsWith("IpAddress")) return "address";
  if (name.startsWith("Binary")) return "binary";
  if (name.startsWith("Arn")) return "arn";
  if (name === "Bool" || name.endsWith("IgnoreCase")) return "any-case";
  return name.endsWith("Like") ? "like" : "text";
}

function patternOf(template: Template, family: Family): Pattern | undefined {
  if (family === "like") return templatePattern(template);
  if (family === "arn") return arnPattern(template);
  if (family === "any-case") return literalPattern(textOf(template), true);
  return literalPattern(textOf(template));
}

/** A template without variables as the text that it means. */
export function textOf({ text, pieces }: Template): string {
  return pieces?.map((piece) => (piece.kind === "variable" ? "" : piece.text)).join("") ?? text;
}

function swapCase(text: string): string {
  return [...text].map(otherCase).join("");
}

/** Numbers and years that fit text patterns, for keys that policies compare as both. */
function digitTexts(patterns: readonly Pattern[], budget: Budget): readonly string[] {
  const digits: Pattern = [{ kind: "many", digits: true }];
  const short = exampleTexts(patterns, budget, [digits]);
  return short.flatMap((text) => [
    text,
    ...["0", "00", "000", "00000", ".5"].map((end) => text + end),
  ]);
}
