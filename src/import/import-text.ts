import { maximumLayers } from "#scenario";
import { urlDecodedAll } from "./embedded/decode.ts";
import { findPolicies } from "./embedded/find-policies.ts";
import { mentionsPolicy, valuesInText } from "./embedded/values-in-text.ts";
import type { Imported } from "./imported.ts";
import { joinedLayers } from "./layers/joined-layers.ts";
import { maximumTextLength } from "./limits.ts";
import { PolicyCollector } from "./policy-collector.ts";
import { readAccountAuthorizationDetails } from "./read/account-authorization-details.ts";
import { readBarePolicy } from "./read/bare-policy.ts";
import { readCloudFormation } from "./read/cloudformation.ts";
import { readCollected } from "./read/collected.ts";
import { readEmbedded } from "./read/embedded.ts";
import { readGetKeyPolicy } from "./read/get-key-policy.ts";
import { readKubernetesGrants, readListGrants } from "./read/grants.ts";
import { readGetInlinePolicy, readGetPolicyVersion } from "./read/iam-policy.ts";
import { readGetRole, readListRoles } from "./read/iam-role.ts";
import { readJsonWithoutPolicy } from "./read/json-without-policy.ts";
import { isBrokenLink, isKeyholeFile, linkFragment } from "./read/keyhole-text.ts";
import { readOrganizationPolicies } from "./read/organization-policies.ts";
import { readTerraform } from "./read/terraform.ts";
import { readTerraformText } from "./read/terraform-text.ts";
import { printedByAws, textWithoutPolicy } from "./read/text-without-policy.ts";
import type { Reader, Recognised, Source } from "./reader.ts";
import { readTargets } from "./targets/read-targets.ts";
import { readJson } from "./text/json-text.ts";
import { bare, fenced, withoutIndentation } from "./text/pieces.ts";
import { readYaml } from "./text/yaml-text.ts";
import { optional } from "./value.ts";

/** One reader for each format. The first one that recognises a value reads it. */
const readers: readonly Reader[] = [
  readCollected,
  readListGrants,
  readKubernetesGrants,
  readOrganizationPolicies,
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
const unreadablePolicyMessage =
  "This mentions a policy, but Keyhole finds no policy document that it can read. Import the policy alone, from its first { to its last }.";
const noPolicyMessage = `This text has no policy. ${importHelp}`;

/**
 * Recognises by content what a user pasted or dropped, and reads every policy in it. `name` is the file's name. Never
 * throws; its work is bounded. If it finds nothing, an error says what to import. `onWork` is called again and again while
 * it reads: the worker shows by it that it has not stopped.
 */
export function importText(text: string, name?: string, onWork?: () => void): Imported {
  if (isKeyholeFile(text))
    return {
      recognised: "Keyhole file",
      format: "keyhole-file",
      policies: [],
      problems: [],
      isKeyholeFile: true,
    };
  const collector = new PolicyCollector(onWork);
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
  const printed = printedByAws(whole);
  if (printed) {
    collector.problem("error", printed.message);
    return imported([{ format: "unknown", recognised: printed.recognised }], collector);
  }
  const targets = readTargets([{ text: whole, ...optional("name", name) }], collector.onWork);
  if (targets.isWhole)
    return {
      recognised: targets.recognised[0] ?? "Accounts and keys",
      format: "targets",
      policies: [],
      problems: targets.problems,
      targets,
    };
  const { inside, around } = fenced(whole);
  // Of a text with several pieces some may be commands, or text about the policy.
  const recognised = [
    ...inside.flatMap((piece) =>
      inside.length + around.length === 1 || mentionsPolicy(piece)
        ? readPiece(piece, name, collector)
        : readIfPolicy(piece, name, collector),
    ),
    ...around.filter(mentionsPolicy).flatMap((piece) => readIfPolicy(piece, name, collector)),
  ];
  if (recognised.length === 0)
    recognised.push(...inside.flatMap((piece) => readPiece(piece, name, collector)));
  return imported(recognised, collector);
}

/** Reads a piece of a text, and says nothing if it has no policy. */
function readIfPolicy(
  text: string,
  name: string | undefined,
  collector: PolicyCollector,
): readonly Recognised[] {
  const discard = collector.mark();
  const before = collector.contentCount;
  const recognised = readPiece(text, name, collector);
  if (collector.contentCount > before) return recognised;
  discard();
  return [];
}

function readPiece(
  text: string,
  name: string | undefined,
  collector: PolicyCollector,
): readonly Recognised[] {
  const piece = urlDecodedAll(withoutIndentation(text)).trim();
  if (!/^[[{"/]/.test(piece)) return readPlain(piece, name, collector);
  const read = readJson(piece, collector.onWork);
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
    if (!mentionsPolicy(json)) {
      collector.problem("error", noPolicyMessage);
      return { format: "unknown", recognised: "JSON without a policy" };
    }
    collector.problem("error", unreadablePolicyMessage);
    return { format: "unknown", recognised: "JSON that mentions a policy" };
  });
}

/**
 * Reads YAML, or a policy inside any other text, or says what to import instead. `brokenAs` is the syntax error of a
 * text that begins like JSON.
 */
function readPlain(
  text: string,
  name: string | undefined,
  collector: PolicyCollector,
  brokenAs?: string,
): readonly Recognised[] {
  const discard = collector.mark();
  const before = collector.contentCount;
  const read = readYaml(text, collector.onWork);
  const recognised = (read.ok ? read.values : []).flatMap(
    (value) => readKnown({ value, ...optional("name", name) }, collector) ?? [],
  );
  if (collector.contentCount > before) return recognised;
  if (mentionsPolicy(text)) {
    const keep = collector.problems.slice();
    discard();
    const inText = readInText(text, name, collector);
    if (inText.length > 0) return inText;
    for (const { severity, message, place } of keep.slice(collector.problems.length))
      collector.problem(severity, message, place);
  }
  if (recognised.length > 0) return recognised;
  const foreign = textWithoutPolicy(text);
  const mistake = brokenAs ?? (read.ok ? undefined : `${read.message} ${importHelp}`);
  const isAboutPolicy = mentionsPolicy(text);
  const otherwise = isAboutPolicy ? unreadablePolicyMessage : noPolicyMessage;
  collector.problem("error", foreign?.message ?? mistake ?? otherwise);
  if (foreign) return [{ format: "unknown", recognised: foreign.recognised }];
  if (brokenAs !== undefined) return [invalidJson];
  const recognisedAs = isAboutPolicy ? "Text that mentions a policy" : "Text without a policy";
  return [{ format: "unknown", recognised: recognisedAs }];
}

/** Reads what stands in a text of no known format: the resources of Terraform's text, otherwise each object in it. */
function readInText(
  text: string,
  name: string | undefined,
  collector: PolicyCollector,
): readonly Recognised[] {
  const terraform = readTerraformText(text, collector);
  if (terraform) return [terraform];
  const before = collector.contentCount;
  const discard = collector.mark();
  const inText = valuesInText(
    text,
    (value) => findPolicies(value, collector.onWork).length > 0,
    collector.onWork,
  );
  const recognised = inText.values.flatMap(({ value, hidesParts }) => {
    if (hidesParts)
      collector.problem("warning", "The text hides parts of this policy. Import the whole policy.");
    return readKnown({ value, ...optional("name", name) }, collector) ?? [];
  });
  if (
    collector.contentCount === before &&
    !collector.problems.some(({ severity }) => severity === "error")
  ) {
    discard();
    return [];
  }
  if (inText.hasMore)
    collector.problem(
      "warning",
      "A part of a statement stands outside the policies that were read: the text may be cut. Import the whole policy.",
    );
  if (inText.isCut)
    collector.problem(
      "error",
      "The end of this text was not searched. Import the part with the policy.",
    );
  const [first] = recognised;
  return recognised.length === 1 && first
    ? [asInText(first)]
    : [{ format: "embedded", recognised: "A text with policies in it" }];
}

/** A value in a text is not the JSON or YAML that its reader takes it for. */
function asInText({ format, recognised }: Recognised): Recognised {
  return format === "policy"
    ? { format: "embedded", recognised: "A text with a policy in it" }
    : { format, recognised };
}

/**
 * Reads a value by the first reader that recognises it. If that reader finds no policy although the value has one,
 * reads the policies inside it.
 */
function readKnown(source: Source, collector: PolicyCollector): Recognised | undefined {
  const discard = collector.mark();
  const before = collector.contentCount;
  const recognised = firstRecognised(source, collector);
  if (collector.contentCount > before) return recognised;
  // A bundle has policies that its reader leaves out: those of AWS managed keys.
  const isWhole = recognised?.format === "collected";
  if (recognised && (isWhole || findPolicies(source.value, collector.onWork).length === 0))
    return recognised;
  const refused = collector.problems.slice();
  discard();
  const embedded = readEmbedded(source, collector);
  if (embedded) return embedded;
  for (const { severity, message, place } of refused.slice(collector.problems.length))
    collector.problem(severity, message, place);
  return recognised;
}

function firstRecognised(source: Source, collector: PolicyCollector): Recognised | undefined {
  for (const reader of readers) {
    const recognised = reader(source, collector);
    if (recognised) return recognised;
  }
  return undefined;
}

function imported(recognised: readonly Recognised[], collector: PolicyCollector): Imported {
  const { policies, problems } = collector;
  const joined = joinedLayers(collector.layers);
  const layers = joined.slice(0, maximumLayers);
  if (layers.length < joined.length || collector.lacksLayers)
    collector.problem("error", `Only the first ${layers.length} layers were read: import fewer.`);
  const found = {
    policies,
    ...(layers.length > 0 ? { layers } : {}),
    ...(collector.wholeRoles.length > 0 ? { wholeRoles: collector.wholeRoles } : {}),
    problems,
  };
  const [first] = recognised;
  const names = [...new Set(recognised.map((one) => one.recognised))];
  const formats = new Set(recognised.map(({ format }) => format));
  if (collector.contentCount === 0 && !problems.some(({ severity }) => severity === "error"))
    collector.problem("error", noPolicyMessage);
  if (!first) return { recognised: "Nothing that Keyhole reads", format: "unknown", ...found };
  return {
    recognised: names.slice(0, 5).join("; "),
    format: formats.size > 1 ? "several" : first.format,
    ...found,
  };
}
