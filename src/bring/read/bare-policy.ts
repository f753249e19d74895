import { documentText } from "../document-text.ts";
import { isPolicy } from "../policy-kind.ts";
import type { Reader } from "../reader.ts";
import { keyNamedIn } from "./key-name.ts";

const kinds = { identity: "An IAM policy", key: "A key policy", trust: "A trust policy" } as const;

/**
 * A policy by itself; a list of statements or one statement of it; or a policy in a JSON string, as
 * `--query Policy` prints it. JSON is brought verbatim.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
export const readBarePolicy: Reader = ({ value, json, name }, brought) => {
  const read = documentText(value);
  if (!read.ok) return undefined;
  const inString = typeof value === "string";
  const isWhole = isPolicy(value) || inString;
  const before = brought.policies.length;
  brought.add(isPolicy(value) && json !== undefined ? json : value, {
    title: name === undefined ? "Policy without a name" : `Policy in ${name.slice(0, 100)}`,
    verbatim: isPolicy(value),
    ...keyNamedIn(name),
  });
  const kind = brought.policies[before]?.kind;
  if (!isWhole)
    brought.problem(
      "note",
      "Only statements were brought, without a policy round them: they were put into a policy of Version 2012-10-17.",
    );
  const what = kind ? kinds[kind] : "A policy of another service";
  const form = json === undefined ? "YAML" : "JSON";
  return {
    format: "policy",
    recognised: `${what} in ${form}${isWhole ? "" : ", its statements only"}`,
  };
};
