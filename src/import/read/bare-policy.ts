import { resolve } from "../cloudformation/resolve.ts";
import { templateOf } from "../cloudformation/template.ts";
import { documentText } from "../document-text.ts";
import { looksLikeLayer } from "../layers/looks-like.ts";
import { layerNames, layerTitle, policyTitle } from "../layers/titles.ts";
import type { PolicyCollector } from "../policy-collector.ts";
import { isPolicy } from "../policy-kind.ts";
import type { Reader } from "../reader.ts";
import { keyNamedIn } from "./key-name.ts";

const kinds = { identity: "An IAM policy", key: "A key policy", trust: "A trust policy" } as const;

/**
 * Reads a policy on its own, a list of statements, one statement, or a policy in a JSON string as `--query Policy`
 * prints it. JSON stays verbatim.
 * Source: IAM User Guide, "Grammar of the IAM JSON policy language".
 */
export const readBarePolicy: Reader = ({ value, json, name }, collector) => {
  const read = documentText(value);
  if (!read.ok) return undefined;
  const inString = typeof value === "string";
  const isWhole = isPolicy(value) || inString;
  const before = collector.policies.length;
  const { document, unresolved } = workedOut(value, collector);
  const looks = isWhole ? looksLikeLayer(read.policy, name) : undefined;
  if (looks) {
    const title = layerTitle(looks, name);
    collector.addLayer({ kind: looks, title, text: read.text, owner: "", isGuess: true });
    collector.problem(
      "note",
      `This looks like ${layerNames[looks]}. Say in the list whether it is, and what it belongs to.`,
    );
    return { format: "policy", recognised: `What looks like ${layerNames[looks]}` };
  }
  const isVerbatim = isPolicy(value) && json !== undefined && document === value;
  collector.add(isVerbatim ? json : document, {
    title: policyTitle(name),
    verbatim: isVerbatim,
    unresolved,
    ...keyNamedIn(name),
  });
  const kind = collector.policies[before]?.kind;
  if (!isWhole)
    collector.problem(
      "note",
      "The text has statements but no policy. They were put into a policy of Version 2012-10-17.",
    );
  const what = kind ? kinds[kind] : "A policy of another service";
  const form = json === undefined ? "YAML" : "JSON";
  return {
    format: "policy",
    recognised: `${what} in ${form}${isWhole ? "" : ", only its statements"}`,
  };
};

/** A policy that was copied out of a template has intrinsic functions. Any other stays unchanged. */
function workedOut(value: unknown, collector: PolicyCollector) {
  if (typeof value === "string") return { document: value, unresolved: [] };
  const document = Array.isArray(value) || isPolicy(value) ? value : [value];
  const policy = isPolicy(document)
    ? document
    : { Version: "2012-10-17", Statement: document as unknown };
  const resolved = resolve(templateOf({}, new Map(), collector.budget), policy);
  collector.undecided(resolved.undecided);
  const isSame = JSON.stringify(resolved.value) === JSON.stringify(policy);
  return { document: isSame ? value : resolved.value, unresolved: resolved.unresolved };
}
