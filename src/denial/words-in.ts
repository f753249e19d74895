import { withoutLineBreaks } from "./read/error-message.ts";
import { objectOf, textOf } from "./read/json.ts";
import type { Paste } from "./read/read-denial.ts";

/**
 * Everything in a paste that AWS may have said: the text, what was wrapped in it, and the errors of its events. Lines are
 * joined: terminals wrap them, and Terraform prints a bar before each.
 */
export function wordsIn({ text, texts, events }: Paste): string {
  const errors = events.slice(0, 1_000).flatMap((event) => {
    const { errorCode, errorMessage, userIdentity, awsRegion, recipientAccountId } =
      objectOf(event);
    if (textOf(errorCode) === undefined) return [];
    const caller = textOf(objectOf(userIdentity).arn);
    const account = textOf(recipientAccountId);
    return [
      textOf(errorCode),
      textOf(errorMessage),
      caller,
      textOf(awsRegion),
      account ? `"account":"${account}"` : undefined,
    ].flatMap((one) => one ?? []);
  });
  // An event's own text has calls that were not denied.
  const all = [...(events.length === 0 ? [text] : errors), ...texts].join("\n");
  // Markdown's marks may stand in the middle of a name.
  return withoutLineBreaks(all).replaceAll(/\*\*|`/g, "");
}
