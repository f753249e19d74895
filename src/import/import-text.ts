import { urlDecoded } from "./document-text.ts";
import type { Imported } from "./imported.ts";
import { maximumTextLength } from "./limits.ts";
import { PolicyCollector } from "./policy-collector.ts";
import { readAccountAuthorizationDetails } from "./read/account-authorization-details.ts";
import { readBarePolicy } from "./read/bare-policy.ts";
import { readCloudFormation } from "./read/cloudformation.ts";
import { readGetKeyPolicy } from "./read/get-key-policy.ts";
import { readGetInlinePolicy, readGetPolicyVersion } from "./read/iam-policy.ts";
import { readGetRole, readListRoles } from "./read/iam-role.ts";
import { readJsonWithoutPolicy } from "./read/json-without-policy.ts";
import { isKeyholeFile } from "./read/keyhole-file.ts";
import { isBrokenLink, linkFragment } from "./read/keyhole-link.ts";
import { readTerraform } from "./read/terraform.ts";
import { textWithoutPolicy } from "./read/text-without-policy.ts";
import type { Reader, Recognised, Source } from "./reader.ts";
import { readTargets } from "./targets/read-targets.ts";
import { readJson } from "./text/json-text.ts";
import { bare, fenced } from "./text/pieces.ts";
import { readYaml } from "./text/yaml-text.ts";
import { optional } from "./value.ts";

/** One reader for each format. The first one that recognises a value reads it. */
const readers: readonly Reader[] = [
  readBarePolicy,
  readGetKeyPolicy,
  readGetRole,
  readListRoles,
  readGetInlinePolicy,
  readGetPolicyVersion,
  readAccountAuthorizationDetails,
  readTerraform,
  readCloudFormation,
  readJsonWithoutPolicy,
];

const importHelp =
  "Import a policy in JSON or YAML, a CloudFormation template, or the output of aws kms get-key-policy, aws iam get-account-authorization-details or terraform show -json.";

const invalidJson: Recognised = { format: "unknown", recognised: "JSON that cannot be read" };
const noPolicyMessage = `This text has no policy. ${importHelp}`;

/**
 * Recognises by content what a user pasted or dropped, and reads every policy in it. `name` is the file's name. Never
 * throws; its work is bounded. If it finds nothing, an error says what to import.
 */
export function importText(text: string, name?: string): Imported {
  if (isKeyholeFile(text))
    return {
      recognised: "Keyhole file",
      format: "keyhole-file",
      policies: [],
      problems: [],
      isKeyholeFile: true,
    };
  const collector = new PolicyCollector();
  if (text.length > maximumTextLength) {
    const size = (text.length / 1_048_576).toFixed(1);
    collector.problem(
      "error",
      `This is ${size} MiB, and Keyhole reads at most 5 MiB: import the part with the policy.`,
    );
    return imported([], collector);
  }
  const whole = bare(text);
  if (whole === "") {
    collector.problem("error", `The text is empty. ${importHelp}`);
    return imported([], collector);
  }
  const fragment = linkFragment(whole);
  if (fragment !== undefined)
    return {
      recognised: "Keyhole link",
      format: "keyhole-link",
      policies: [],
      problems: [],
      fragment,
    };
  if (isBrokenLink(whole)) {
    collector.problem(
      "error",
      "This Keyhole link cannot be read: it is incomplete or was changed. Copy the whole link again.",
    );
    return imported([{ format: "unknown", recognised: "Keyhole link" }], collector);
  }
  const targets = readTargets([{ text: whole, ...optional("name", name) }]);
  if (targets.isWhole)
    return {
      recognised: targets.recognised[0] ?? "Accounts and keys",
      format: "targets",
      policies: [],
      problems: targets.problems,
      targets,
    };
  const recognised = fenced(whole).flatMap((piece) => readPiece(piece, name, collector));
  return imported(recognised, collector);
}

function readPiece(
  text: string,
  name: string | undefined,
  collector: PolicyCollector,
): readonly Recognised[] {
  const piece = urlDecoded(text).trim();
  if (!/^[[{"/]/.test(piece)) return readPlain(piece, name, collector);
  const read = readJson(piece);
  if (!read.ok && read.isFinal) {
    collector.problem("error", read.message);
    return [invalidJson];
  }
  if (!read.ok) return readPlain(piece, name, collector, read.message);
  if (read.documents.some(({ mended }) => mended))
    collector.problem(
      "note",
      "Comments and trailing commas were left out: AWS accepts neither in a policy.",
    );
  return read.documents.map(({ value, text: json }) => {
    const recognised = readKnown({ value, json, ...optional("name", name) }, collector);
    if (recognised) return recognised;
    collector.problem("error", noPolicyMessage);
    return { format: "unknown", recognised: "JSON without a policy" };
  });
}

/**
 * Reads YAML, or says what to import if the text is something else. `brokenAs` is the syntax error of a text that
 * begins like JSON.
 */
function readPlain(
  text: string,
  name: string | undefined,
  collector: PolicyCollector,
  brokenAs?: string,
): readonly Recognised[] {
  const read = readYaml(text);
  const recognised = (read.ok ? read.values : []).flatMap(
    (value) => readKnown({ value, ...optional("name", name) }, collector) ?? [],
  );
  if (recognised.length > 0) return recognised;
  const foreign = textWithoutPolicy(text);
  const mistake = brokenAs ?? (read.ok ? undefined : `${read.message} ${importHelp}`);
  collector.problem("error", foreign?.message ?? mistake ?? noPolicyMessage);
  if (foreign) return [{ format: "unknown", recognised: foreign.recognised }];
  if (brokenAs !== undefined) return [invalidJson];
  return [{ format: "unknown", recognised: "Text without a policy" }];
}

function readKnown(source: Source, collector: PolicyCollector): Recognised | undefined {
  for (const reader of readers) {
    const recognised = reader(source, collector);
    if (recognised) return recognised;
  }
  return undefined;
}

function imported(recognised: readonly Recognised[], collector: PolicyCollector): Imported {
  const { policies, problems } = collector;
  const [first] = recognised;
  const names = [...new Set(recognised.map((one) => one.recognised))];
  const formats = new Set(recognised.map(({ format }) => format));
  if (policies.length === 0 && !problems.some(({ severity }) => severity === "error"))
    collector.problem("error", noPolicyMessage);
  if (!first)
    return { recognised: "Nothing that Keyhole reads", format: "unknown", policies, problems };
  return {
    recognised: names.slice(0, 5).join("; "),
    format: formats.size > 1 ? "several" : first.format,
    policies,
    problems,
  };
}
