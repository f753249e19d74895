import type { Reader } from "../reader.ts";
import { memberIn } from "../value.ts";
import { keyNamedIn } from "./key-name.ts";

/**
 * Reads `{ Policy: "…", PolicyName: "default" }`. The output does not name the key.
 * Source: AWS CLI Command Reference, `kms get-key-policy`.
 */
export const readGetKeyPolicy: Reader = ({ value, name }, collector) => {
  const policy = memberIn(value, "Policy");
  // The input of put-key-policy and create-key has further members.
  const isInput = ["KeyId", "Description", "KeyUsage", "KeySpec"].some(
    (member) => memberIn(value, member) !== undefined,
  );
  if (typeof policy !== "string" || isInput) return undefined;
  const named = keyNamedIn(name);
  collector.add(policy, {
    title: named.key ? `Key policy of key ${named.key.id}` : "Key policy",
    ...named,
  });
  if (memberIn(value, "PolicyName") === undefined && collector.policies.at(-1)?.kind !== "key")
    return {
      format: "policy",
      recognised: "Output of an AWS command that prints a resource policy",
    };
  return { format: "get-key-policy", recognised: "Output of aws kms get-key-policy" };
};
