import { isPartition } from "#policy/kms";
import { allServices } from "#policy/services";
import {
  beginningsOfAws,
  idPrefix,
  isAliasOfAws,
  isHostLabel,
  isManagedPolicy,
  isNameOfAws,
  isPublicWord,
  isRegionPattern,
  isService,
} from "./public-words.ts";

/** What a word of the work becomes. */
export interface WordReplacer {
  /** A word that may tell something; `beside`: the wildcards that touch it, and the whole text. */
  readonly replace: (word: string, beside: Beside) => string;
  /** Is called with each word that stays, because AWS or the vendor made it. */
  readonly keep: (word: string) => void;
  /** A word of a comment: nothing but people reads it. */
  readonly inComment: (word: string) => string;
}

/** What touches a word: a wildcard or nothing. */
export interface Beside {
  readonly before: string;
  readonly after: string;
  readonly whole: string;
}

/** A run of letters, digits, pictures, and what stands in names: all that can tell something. */
const word = String.raw`[\p{L}\p{M}\p{N}\p{So}\p{Co}\p{Cn}_.+@-]+`;
export const wordsIn = new RegExp(word, "gu");

const parts = new RegExp(
  [
    String.raw`\$\{(?<variable>[^}]{0,500})\}`,
    String.raw`(?<arn>arn:[^\s"']*)`,
    String.raw`(?<host>(?:[a-z0-9*?-]{1,63}\.){1,6}amazonaws\.com(?:\.cn)?(?![\w.-]))`,
    String.raw`(?<![\w.:-])(?<address>\d{1,3}(?:\.\d{1,3}){3}(?:\/\d{1,2})?|(?=[:]*[0-9a-f])[0-9a-f:]{0,40}::[0-9a-f:]{0,40}(?:\/\d{1,3})?)(?![\w.:-])`,
    String.raw`(?<![\w:/-])(?<ofAws>aws:[a-z0-9:-]{1,128})(?![\w/:-])`,
    String.raw`(?<![\w/-])(?<type>alias(?:\/aws\/[a-z0-9-]{1,64}(?![\w/-]))?|key)(?=\/|[^\w/-]|$)`,
    `(?<word>${word})`,
  ].join("|"),
  "giu",
);

/** The types of resources in ARNs that stay. Source: Service Authorization Reference, resource types of each service. */
const resourceTypes =
  /^(?:alias|assumed-role|db|endpoint|federated-user|function|group|grant|image|instance|instance-profile|key|key-pair|launch-template|log-group|mfa|network-interface|oidc-provider|organization|ou|policy|role|root|saml-provider|secret|security-group|server-certificate|snapshot|subnet|table|trail|user|volume|vpc|vpc-endpoint)$/;

/** Deeper ARNs within ARNs are replaced as words. */
const mostArnsInArns = 3;

const publicNetworks: ReadonlySet<string> = new Set([
  ...["0.0.0.0/0", "::/0", "::1/128", "127.0.0.0/8"],
  ...["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
]);

/** Replaces the words of a text that names something: an ARN, an id, a name, a pattern of them, or a sentence with them. */
export function replaceValue(text: string, words: WordReplacer, inArns = 0): string {
  return text.replace(parts, (whole, ...rest) => {
    const groups = rest.at(-1) as Partial<Record<string, string>>;
    const place = { text, offset: rest.at(-3) as number, words };
    const { variable, arn, host, address, ofAws, type, word } = groups;
    if (variable !== undefined) return `\${${replaceConditionKey(variable, words)}}`;
    if (arn !== undefined)
      return inArns < mostArnsInArns
        ? replaceArn(arn, words, inArns + 1)
        : replaceWords(arn, place);
    if (ofAws !== undefined) return isNameOfAws(ofAws) ? ofAws : replaceWords(ofAws, place);
    if (type !== undefined)
      return !type.includes("/") || isAliasOfAws(type)
        ? type
        : `alias${replaceValue(type.slice("alias".length), words)}`;
    if (host !== undefined) return replaceHost(host, place);
    if (address !== undefined)
      return publicNetworks.has(address)
        ? address
        : words.replace(address, { before: "", after: "", whole: text });
    return word === undefined ? whole : replaceWord(word, place);
  });
}

interface Place {
  readonly text: string;
  /** Where the word begins in the text. */
  readonly offset: number;
  readonly words: WordReplacer;
}

function replaceWords(part: string, { text, offset, words }: Place): string {
  return part.replace(wordsIn, (word, at: number) =>
    replaceWord(word, { text, offset: offset + at, words }),
  );
}

/** The labels of a host of a service that are not AWS's, such as a bucket's name. */
function replaceHost(host: string, place: Place): string {
  const [, labels = "", end = ""] = /^(.*)(\.amazonaws\.com(?:\.cn)?)$/i.exec(host) ?? [];
  let { offset } = place;
  const replaced = labels.split(".").map((label) => {
    const at = offset;
    offset += label.length + 1;
    return isHostLabel(label) ? label : replaceWords(label, { ...place, offset: at });
  });
  return replaced.join(".") + end;
}

function replaceWord(word: string, { text, offset, words }: Place): string {
  const wildcard = (character = "") => (/[*?]/.test(character) ? character : "");
  const before = wildcard(text[offset - 1]);
  const after = wildcard(text[offset + word.length]);
  if (isPublicWord(word, before, after)) {
    words.keep(word);
    return word;
  }
  const beginning = beginningsOfAws.find((one) => word.startsWith(one));
  if (beginning !== undefined) {
    words.keep(beginning);
    const rest = word.slice(beginning.length);
    return beginning + (rest === "" ? "" : words.replace(rest, { before: "", after, whole: text }));
  }
  return words.replace(word, { before, after, whole: text });
}

/** An ARN, whole or not, or a pattern of one. */
function replaceArn(arn: string, words: WordReplacer, inArns: number): string {
  const [start = "", partition = "", service = "", region = "", account = "", ...rest] =
    arn.split(":");
  const inside = (part: string, offset: number) => replaceWords(part, { text: arn, offset, words });
  const ofService = start.length + partition.length + 2;
  const ofRegion = ofService + service.length + 1;
  const head = [
    start,
    isPartitionPattern(partition) ? partition : inside(partition, start.length + 1),
    isService(service) ? service : inside(service, ofService),
    isRegionPattern(region) ? region : inside(region, ofRegion),
    account === "aws" ? account : inside(account, ofRegion + region.length + 1),
  ];
  const resource = rest.join(":");
  const isOfAws = isAliasOfAws(resource) || (account === "aws" && isManagedPolicy(resource));
  const newResource = isOfAws ? resource : replaceResource(resource, words, inArns);
  const given = arn.split(":", 6).length;
  return [...head, newResource].slice(0, given).join(":");
}

function isPartitionPattern(text: string): boolean {
  return text === "" || /^(?:aws)?[*?]*$/.test(text) || isPartition(text);
}

function replaceResource(resource: string, words: WordReplacer, inArns: number): string {
  const [, type = "", rest = ""] = /^([a-z-]+)((?:[/:].*)?)$/s.exec(resource) ?? [];
  if (!resourceTypes.test(type)) return replaceValue(resource, words, inArns);
  return type + replaceValue(rest, words, inArns);
}

/** A condition key: what the user chose of its name, such as the key of a tag, is replaced. */
export function replaceConditionKey(name: string, words: WordReplacer): string {
  const known = allServices.conditionKey(name);
  if (!known) return replaceAfterService(name, words);
  const chosen = known.name.indexOf("${");
  if (chosen < 0) return name;
  return name.slice(0, chosen) + replaceValue(name.slice(chosen), words);
}

/** A name in a service that AWS does not have: the service stays, to say which. */
export function replaceAfterService(text: string, words: WordReplacer): string {
  const [, service = "", rest = ""] = /^([\w-]+):(.*)$/s.exec(text) ?? [];
  return service !== "" && isService(service)
    ? `${service}:${replaceValue(rest, words)}`
    : replaceValue(text, words);
}

/** The prefix of an id that AWS made, and what follows; `undefined` if a word is no such id. */
export function idParts(
  word: string,
): { readonly prefix: string; readonly rest: string } | undefined {
  const prefix = idPrefix.exec(word)?.[0];
  if (prefix === undefined) return undefined;
  const rest = word.slice(prefix.length);
  const isUnique = /^[A-Z]{4}$/.test(prefix);
  const isId = isUnique ? /^[A-Z0-9]{12,}$/ : /^[0-9a-z]{2,}(?:-[0-9a-z]+)*$/;
  return (isUnique || prefix.endsWith("-")) && isId.test(rest) ? { prefix, rest } : undefined;
}
