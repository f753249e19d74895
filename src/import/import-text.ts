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

/** Each format's reader; the first that knows a value has it. */
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

const whatToImport =
  "Bring a policy in JSON or YAML, what aws kms get-key-policy or aws iam get-account-authorization-details prints, a CloudFormation template, or what terraform show -json prints.";

const brokenJson: Recognised = { format: "unknown", recognised: "JSON that cannot be read" };
const nothingIn = `There is no policy in this. ${whatToImport}`;

/**
 * Recognises by content what a user pasted or dropped, and reads every policy in it. `name` is the file's. Never
 * throws; its work is bounded. Where it brings nothing, an error says what to bring.
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
      `This is ${size} MiB, and Keyhole reads 5 MiB at once: bring the part with the policy.`,
    );
    return imported([], collector);
  }
  const whole = bare(text);
  if (whole === "") {
    collector.problem("error", `There is no text in this. ${whatToImport}`);
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
      "This Keyhole link cannot be read: it is incomplete or was altered on its way. Copy it again, whole.",
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
    return [brokenJson];
  }
  if (!read.ok) return readPlain(piece, name, collector, read.message);
  if (read.documents.some(({ mended }) => mended))
    collector.problem(
      "note",
      "Comments and trailing commas were left out: AWS takes neither in a policy.",
    );
  return read.documents.map(({ value, text: json }) => {
    const recognised = readKnown({ value, json, ...optional("name", name) }, collector);
    if (recognised) return recognised;
    collector.problem("error", nothingIn);
    return { format: "unknown", recognised: "JSON without a policy" };
  });
}

/**
 * YAML; or some other text, of which only what to bring in its place can be said. `brokenAs` is what is wrong with it
 * where it began like JSON.
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
  const mistake = brokenAs ?? (read.ok ? undefined : `${read.message} ${whatToImport}`);
  collector.problem("error", foreign?.message ?? mistake ?? nothingIn);
  if (foreign) return [{ format: "unknown", recognised: foreign.recognised }];
  if (brokenAs !== undefined) return [brokenJson];
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
    collector.problem("error", nothingIn);
  if (!first)
    return { recognised: "Nothing that Keyhole reads", format: "unknown", policies, problems };
  return {
    recognised: names.slice(0, 5).join("; "),
    format: formats.size > 1 ? "several" : first.format,
    policies,
    problems,
  };
}
