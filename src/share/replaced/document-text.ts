import { policyElements, statementElements } from "#policy";
import { allServices } from "#policy/services";
import { isAction, isNumberOrTime, isPublicSid } from "./public-words.ts";
import {
  replaceAfterService,
  replaceConditionKey,
  replaceValue,
  type WordReplacer,
  wordsIn,
} from "./value.ts";

/** Deeper texts within texts are replaced as words. */
const mostTextsInTexts = 4;

const tokens =
  /(?<string>"(?:[^"\\\n\r]|\\.)*"?)|(?<comment>\/\/[^\n\r]*|\/\*[\s\S]*?(?:\*\/|$))|(?<mark>[{}[\],:])|(?<bare>(?:[^"{}[\],\n\r/]|\/(?![/*]))+)/gu;

/** One open bracket: the member that it stands under, and the member that stands before the next value in it. */
interface Level {
  readonly isObject: boolean;
  readonly path: readonly string[];
  member: string;
}

/**
 * Replaces every word of a document that may tell something: in JSON, in JSON with mistakes, in comments, in escaped texts and
 * in documents inside texts. What AWS made stays: elements, actions, operators, condition keys, services, regions. Never throws.
 */
export function replaceDocument(text: string, words: WordReplacer, inTexts = 0): string {
  const levels: Level[] = [{ isObject: false, path: [], member: "" }];
  const here = () => levels.at(-1) ?? { isObject: false, path: [], member: "" };
  return text.replace(tokens, (whole, ...rest) => {
    const { string, comment, mark } = rest.at(-1) as Partial<Record<string, string>>;
    const offset = rest.at(-3) as number;
    if (comment !== undefined) return replaceComment(comment, words);
    if (mark !== undefined) {
      move(levels, mark);
      return mark;
    }
    if (string === undefined) return replaceBare(whole, here(), words);
    const decoded = decodedString(string);
    const level = here();
    const isName =
      level.isObject &&
      /^\s*:/.test(text.slice(offset + whole.length, offset + whole.length + 100));
    if (isName) level.member = decoded;
    const replaced = isName
      ? replaceName(decoded, level.path, words)
      : replaceMember(decoded, pathOf(level), words, inTexts);
    if (replaced === decoded) return string;
    const encoded = JSON.stringify(replaced);
    return string.length > 1 && string.endsWith('"') ? encoded : encoded.slice(0, -1);
  });
}

function pathOf({ isObject, path, member }: Level): readonly string[] {
  return isObject ? [...path, member] : path;
}

function move(levels: Level[], mark: string): void {
  const level = levels.at(-1);
  if (!level) return;
  if (mark === "{" || mark === "[")
    levels.push({ isObject: mark === "{", path: pathOf(level).slice(-20), member: "" });
  else if ((mark === "}" || mark === "]") && levels.length > 1) levels.pop();
  else if (mark === "," && level.isObject) level.member = "";
}

function decodedString(token: string): string {
  const inside = token.replace(/^"|"$/g, "");
  try {
    return JSON.parse(`"${inside}"`) as string;
  } catch {
    return inside.replace(/\\u([0-9a-f]{4})|\\(.)/giu, (_, code?: string, character = "") =>
      code === undefined ? character : String.fromCharCode(Number.parseInt(code, 16)),
    );
  }
}

const elements: ReadonlySet<string> = new Set<string>([
  ...policyElements,
  ...statementElements,
  ...["AWS", "Service", "Federated", "CanonicalUser", "Allow", "Deny"],
]);
/** The members of what `aws kms list-grants` prints. Source: KMS API Reference, “GrantListEntry”. */
const grantMembers =
  /^(?:Grants|Truncated|NextMarker|KeyId|GrantId|GrantTokens?|Name|CreationDate|GranteePrincipal|RetiringPrincipal|IssuingAccount|Operations|Constraints|EncryptionContext(?:Subset|Equals)|GrantScope|GranteeServicePrincipal|RetiringServicePrincipal|SourceArn)$/;
const operators =
  /^(?:ForAllValues:|ForAnyValue:)?(?:(?:String|Numeric|Date|Arn)(?:Not)?(?:Equals|Like|LessThan|GreaterThan)(?:IgnoreCase|Equals)?|Bool|BinaryEquals|(?:Not)?IpAddress|Null)(?:IfExists)?$/i;

/** A member's name, by where it stands. */
function replaceName(name: string, path: readonly string[], words: WordReplacer): string {
  if (path.at(-2) === "Condition") return replaceConditionKey(name, words);
  if (elements.has(name) || grantMembers.test(name)) return name;
  if (path.at(-1) === "Condition" && operators.test(name)) return name;
  return allServices.conditionKey(name)
    ? replaceConditionKey(name, words)
    : replaceValue(name, words);
}

/** Condition keys whose values are words of KMS. Source: KMS Developer Guide, “AWS KMS condition keys”; IAM User Guide, global keys. */
const keysOfWords =
  /^(?:kms:(?:CustomerMasterKeySpec|CustomerMasterKeyUsage|DataKeyPairSpec|EncryptionAlgorithm|ExpirationModel|GrantConstraintType|KeyAgreementAlgorithm|KeyOrigin|KeySpec|KeyUsage|MacAlgorithm|MessageType|SigningAlgorithm|WrappingAlgorithm|WrappingKeySpec)|aws:PrincipalType)$/i;
/** Of these words all their values are made. A value of others is replaced. */
const wordsOfKms =
  /^(?!.*\d{5})(?:[\d_*?]|AES|AGREEMENT|AWS|CLOUDHSM|DECRYPT|DEFAULT|DIGEST|DOES|DSA|ECC|ECDH|ECDSA|EDWARDS|ED|ENCRYPT|EXPIRES|EXPIRE|EXTERNAL|GENERATE|HMAC|KEY|KMS|K|MAC|MATERIAL|ML|MU|NIST|NOT|OAEP|PH|PKCS|PKE|PSS|P|RAW|RSAES|RSASSA|RSA|SECG|SHAKE|SHA|SIGN|SM|STORE|SYMMETRIC|VERIFY|V|WRAP|Account|Anonymous|AssumedRole|FederatedUser|User|EncryptionContext(?:Equals|Subset)|SourceArn)+$/;
/** The keys whose values are names of actions, with the service that has them. */
const keysOfActions: Readonly<Record<string, string>> = {
  "kms:grantoperations": "kms",
  "ec2:createaction": "ec2",
};

/** A text in a document, by the member that it stands under. */
function replaceMember(
  text: string,
  path: readonly string[],
  words: WordReplacer,
  inTexts: number,
): string {
  const name = path.at(-1) ?? "";
  const inCondition = path.lastIndexOf("Condition");
  if (inCondition >= 0 && path.length === inCondition + 3) {
    const operator = path[inCondition + 1] ?? "";
    const key = name.toLowerCase();
    const service = Object.hasOwn(keysOfActions, key) ? keysOfActions[key] : undefined;
    if (/Numeric|Date/i.test(operator) && isNumberOrTime(text)) return text;
    if (keysOfWords.test(name) && text.length <= 64 && wordsOfKms.test(text)) return text;
    if (service !== undefined && isAction(`${service}:${text}`)) return text;
    return replaceInside(text, words, inTexts);
  }
  if (name === "Version" && /^\d{4}-\d\d-\d\d$/.test(text)) return text;
  if (name === "Effect" && /^(?:Allow|Deny)$/i.test(text)) return text;
  if ((name === "Sid" || name === "Id") && isPublicSid(text)) return text;
  if (name === "Action" || name === "NotAction")
    return isAction(text) ? text : replaceAfterService(text, words);
  if (name === "Operations" && isAction(`kms:${text}`)) return text;
  if (name === "CreationDate" && isNumberOrTime(text)) return text;
  return replaceInside(text, words, inTexts);
}

/** A text that may hold a document, as it is or encoded for an address. */
function replaceInside(text: string, words: WordReplacer, inTexts: number): string {
  if (inTexts >= mostTextsInTexts) return replaceValue(text, words);
  if (/^\s*[{["]/.test(text)) return replaceDocument(text, words, inTexts + 1);
  if (/%[0-9a-f]{2}/i.test(text)) {
    const decoded = decodedAddress(text);
    if (decoded !== text) return encodeURIComponent(replaceInside(decoded, words, inTexts + 1));
  }
  return replaceValue(text, words);
}

function decodedAddress(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** What stands outside of texts: numbers and words of JSON, or what a mistake left there. */
function replaceBare(text: string, level: Level, words: WordReplacer): string {
  return text.replace(/[^\s:'=;]+(?::[^\s'=;]+)*/gu, (part) => {
    if (elements.has(part) || isAction(part)) return part;
    const path = pathOf(level);
    const isCompared = /Numeric|Date/i.test(path.at(-2) ?? "") && path.at(-3) === "Condition";
    if ((isCompared || path.at(-1) === "CreationDate") && isNumberOrTime(part)) return part;
    return replaceValue(part, words);
  });
}

/** Keeps the words of a comment that stand elsewhere in the work, by their examples, and leaves the others out. */
function replaceComment(comment: string, words: WordReplacer): string {
  return comment.replace(wordsIn, (word) => words.inComment(word));
}
