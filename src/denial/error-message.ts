import { parseArn } from "#policy";

/** What one of AWS's access denied messages says. */
export interface Message {
  readonly principal: string;
  readonly action: string;
  /** Nothing where it names none, or only “the resource associated with this ciphertext”. */
  readonly resource: string | undefined;
  /** Why AWS denied it, in its words. */
  readonly said: string | undefined;
}

const most = 100;

/**
 * The access denied messages in a text, also where they are wrapped over lines or quoted. Their forms:
 * `User: ARN is not authorized to perform: ACTION on resource: ARN because …`, `… with an explicit deny in …`, and of
 * KMS `… on this resource because …`, `… on the resource associated with this ciphertext because …`.
 * Source: IAM User Guide, "Troubleshoot access denied error messages"; KMS Developer Guide, "Troubleshooting key access".
 */
export function messagesIn(text: string): readonly Message[] {
  const message =
    /User:? (\S{1,2048}) is not authorized to perform: ([\w-]{1,64}:\w{1,64})(?: on (?:the |this )?resource(?:: ?(\S{1,2048}))?)?/g;
  // Terminals wrap, and Terraform draws a bar before each line.
  const line = text.replace(/[^\S\n]+/g, " ").replace(/ ?\n[\s│|>]*/g, " ");
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

/** Quotes, and what ends a sentence: an ARN ends with neither. */
function withoutQuotes(text: string): string {
  return text.replace(/^[\\"'`“<(]+|[\\"'`”>).,:;]+$/g, "");
}

function resourceIn(text: string): string | undefined {
  return text === "*" || parseArn(text) !== undefined ? text : undefined;
}

/**
 * AWS's reason, without what a program wrote behind it. The forms are those of the two pages above; another one is taken
 * as far as it can be one sentence.
 */
function reasonIn(after: string): string | undefined {
  const near = after.slice(0, 1_024);
  const [known] =
    /\bbecause no [\w -]{1,60} allows the [\w:*-]{1,130} action|\bwith an explicit deny in an? [\w -]{1,60} policy(?:: ?arn:[^\s"\\]{1,300})?|\bbecause the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access/.exec(
      near,
    ) ?? [];
  const [other] = /\b(?:because|with an explicit deny)\b[^."(\\]{0,300}/.exec(near) ?? [];
  return (known ?? other)?.trim();
}
