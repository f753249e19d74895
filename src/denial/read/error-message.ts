import { parseArn } from "#policy";

/** The content of an access denied message of AWS. */
export interface Message {
  readonly principal: string;
  readonly action: string;
  /** `undefined` if the message names no resource, or only “the resource associated with this ciphertext”. */
  readonly resource: string | undefined;
  /** Why AWS denied the request, in AWS's words. */
  readonly said: string | undefined;
}

const most = 100;

/**
 * The access denied messages in a text, even if wrapped over lines or quoted. Forms: `User: ARN is not authorized to
 * perform: ACTION on resource: ARN because …`, `… with an explicit deny in …`, and for KMS `… on this resource because
 * …`, `… on the resource associated with this ciphertext because …`.
 * Source: IAM User Guide, "Troubleshoot access denied error messages"; KMS Developer Guide, "Troubleshooting key
 * access".
 */
export function messagesIn(text: string): readonly Message[] {
  const message =
    /User:? (\S{1,2048}) is not authorized to perform: ([\w-]{1,64}:\w{1,64})(?: on (?:the |this )?resource(?:: ?(\S{1,2048}))?)?/g;
  const line = withoutLineBreaks(text);
  const found = [...line.matchAll(message)].slice(0, most);
  return found.map((match, index) => {
    const [whole, principal = "", action = "", resource = ""] = match;
    const after = line.slice(match.index + whole.length, found[index + 1]?.index);
    const who = withoutQuotes(principal);
    return {
      principal: who === "anonymous" ? "*" : who,
      action,
      resource: resourceIn(withoutQuotes(resource)),
      said: reasonIn(after),
    };
  });
}

/** A text as one line. Terminals wrap lines, and Terraform prints a bar before each line. */
export function withoutLineBreaks(text: string): string {
  return text.replace(/[^\S\n]+/g, " ").replace(/ ?\n[\s│|>]*/g, " ");
}

/** Removes quotes and the end of a sentence; an ARN ends with neither. */
function withoutQuotes(text: string): string {
  return text.replace(/^[\\"'`“<(]+|[\\"'`”>).,:;]+$/g, "");
}

function resourceIn(text: string): string | undefined {
  return text === "*" || parseArn(text) !== undefined ? text : undefined;
}

/**
 * AWS's reason, without text that a program added. Other forms than those of the two pages count up to one sentence.
 */
function reasonIn(after: string): string | undefined {
  const near = after.slice(0, 1_024);
  const [known] =
    /\bbecause no [\w -]{1,60} allows the [\w:*-]{1,130} action|\bwith an explicit deny in an? [\w -]{1,60}?(?:policy|boundary)(?:: ?arn:[^\s"\\]{1,300})?|\bbecause the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access/.exec(
      near,
    ) ?? [];
  const [other] = /\b(?:because|with an explicit deny)\b[^."(\\]{0,300}/.exec(near) ?? [];
  return (known ?? other)?.trim();
}
