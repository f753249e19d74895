import { type LooseValue, notKnown, readLooseValue, Steps } from "#policy/text";
import { decodedJson } from "../embedded/decode.ts";
import type { Unresolved } from "../imported.ts";
import { isPolicy } from "../policy-kind.ts";
import { isObject, type Members } from "../value.ts";
import { policyOfBlocks } from "./policy-of-blocks.ts";
import type { References } from "./references.ts";
import type { TerraformResource } from "./resources.ts";

/** A resource in the text of a plan, a state or a configuration. */
export interface ResourceInText {
  readonly resource: TerraformResource;
  /** Terraform shows only what changes and hides the rest. */
  readonly hidesParts: boolean;
  /** Its arguments, with the expressions that refer to other resources. */
  readonly raw: Members;
}

const header =
  /^[ \t]*(?:(?:[-+~]|[-+]\/[-+]|<=)[ \t]+)?(resource|data)[ \t]+"(\w{1,80})"[ \t]+"([\w-]{1,200})"[ \t]*(?=\{)/gm;

/**
 * The resources in the text that `terraform plan` and `terraform show` print, and in a configuration. What a plan
 * destroys is left out. Returns `undefined` for a text without resources. `onWork`: see `importText`.
 * Source: Terraform documentation, "terraform plan" and "terraform show", human-readable output.
 */
export function resourcesInText(
  text: string,
  onWork: () => void,
): readonly ResourceInText[] | undefined {
  const resources: ResourceInText[] = [];
  const steps = new Steps(16 * text.length + 10_000, onWork);
  for (const found of text.matchAll(header)) {
    const [whole, mode, type = "", name = ""] = found;
    if (resources.length >= 5_000) break;
    if (/^[ \t]*-[ \t]/.test(whole)) continue;
    const read = readLooseValue(text, found.index + whole.length, steps);
    if (!read || !isObject(read.value)) continue;
    const isData = mode === "data";
    const address =
      commentedAddress(text, found.index, `${type}.${name}`) ??
      `${isData ? "data." : ""}${type}.${name}`;
    resources.push({
      resource: { address, type, isData, ...known(read, type) },
      raw: read.value,
      hidesParts: read.hidesParts,
    });
  }
  return resources.length > 0 ? resources : undefined;
}

/** The `statement` blocks of a part of a configuration, in order. Source: as for `policyOfBlocks`. */
export function statementBlocks(text: string, onWork: () => void): readonly Members[] {
  const steps = new Steps(16 * text.length + 10_000, onWork);
  const blocks: Members[] = [];
  for (const { 0: whole, index } of text.matchAll(/^[ \t]*statement[ \t]*(?=\{)/gm)) {
    if (blocks.length >= 1_000) break;
    const read = readLooseValue(text, index + whole.length, steps);
    const isStatement =
      isObject(read?.value) &&
      ["actions", "not_actions"].some((name) => name in (read.value as Members));
    if (isStatement) blocks.push(read?.value as Members);
  }
  return blocks;
}

type Known = Pick<TerraformResource, "values" | "unknown" | "unresolved">;

/** Separates what the text says from what only Terraform knows. */
function known({ value }: LooseValue, type: string): Known {
  const values: Record<string, unknown> = {};
  const unknown: Record<string, unknown> = {};
  const unresolved = new Map<string, readonly Unresolved[]>();
  const entries = Object.entries(isObject(value) ? value : {});
  if (type === "aws_iam_policy_document" && !entries.some(([, member]) => isPolicyText(member)))
    entries.push(["json", JSON.stringify(policyOfBlocks(value))]);
  for (const [name, member] of entries) {
    if (member === notKnown || isExpression(member)) unknown[name] = true;
    else if (typeof member !== "string") values[name] = member;
    else {
      values[name] = member.replaceAll("$${", "${");
      if (isPolicyText(member)) unresolved.set(name, unresolvedIn(JSON.parse(member)));
    }
  }
  return { values, unknown, unresolved };
}

function isPolicyText(value: unknown): value is string {
  return typeof value === "string" && isPolicy(decodedJson(value));
}

function isExpression(value: unknown): value is string {
  return typeof value === "string" && /^\$\{[^{}]*\}$/.test(value);
}

/** The expressions in a policy, `${…}`. Terraform writes a variable of IAM as `$${…}`. */
function unresolvedIn(
  value: unknown,
  path: readonly (string | number)[] = [],
): readonly Unresolved[] {
  if (Array.isArray(value))
    return value.flatMap((one, index) => unresolvedIn(one, [...path, index]));
  if (isObject(value))
    return Object.entries(value).flatMap(([name, one]) => unresolvedIn(one, [...path, name]));
  if (typeof value !== "string") return [];
  return [...value.matchAll(/(?<!\$)\$\{([^{}]{1,200})\}/g)].map(
    ([placeholder, expression = ""]) => ({
      path,
      expression,
      placeholder,
      message: "Replace this with the value that Terraform gives it.",
    }),
  );
}

/** The references of the resources in a text, by address and argument. */
export function referencesInText(text: readonly ResourceInText[]): References {
  const named = new Map(text.map(({ resource, raw }) => [resource.address, raw]));
  return (address, argument) => {
    const value = named.get(address)?.[argument];
    const values = Array.isArray(value) ? value : [value];
    return values
      .filter(isExpression)
      .map((one) => one.slice(2, -1).split(".").slice(0, 2).join("."));
  };
}

/** The full address in the comment before a resource: `# module.a.aws_kms_key.this[0] will be created`. */
function commentedAddress(text: string, index: number, own: string): string | undefined {
  const lines = text
    .slice(Math.max(0, index - 600), index)
    .trimEnd()
    .split("\n")
    .slice(-3);
  for (const line of lines.reverse()) {
    const address = /^\s*#\s+(\S{1,500}?):?(?:\s|$)/.exec(line)?.[1];
    if (address?.includes(own)) return address;
  }
  return undefined;
}
