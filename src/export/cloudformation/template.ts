import { printYaml } from "./yaml.ts";

/** A CloudFormation template, as much of one as Keyhole writes. Each map is by logical id. */
export interface Template {
  readonly description: string;
  readonly parameters: Readonly<Record<string, Parameter>>;
  readonly resources: Readonly<Record<string, Resource>>;
  readonly outputs: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** A parameter of a template. */
export interface Parameter {
  readonly Type: "String";
  readonly Description: string;
  readonly Default?: string;
  readonly AllowedPattern?: string;
}

/** A resource of a template. */
export interface Resource {
  readonly Type:
    | "AWS::IAM::Role"
    | "AWS::IAM::ManagedPolicy"
    | "AWS::KMS::Key"
    | "AWS::KMS::ReplicaKey"
    | "AWS::KMS::Alias";
  /** Keys and their aliases: they stay when the stack or the resource goes. */
  readonly DeletionPolicy?: "Retain";
  readonly UpdateReplacePolicy?: "Retain";
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** A template of rules that watch. */
export interface WatchTemplate extends Omit<Template, "resources"> {
  readonly resources: Readonly<Record<string, RuleResource>>;
}

/** A rule of EventBridge. */
export interface RuleResource {
  readonly Type: "AWS::Events::Rule";
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** The languages of a template. */
export type TemplateFormat = "yaml" | "json";

/** What CloudFormation takes directly; a larger template must lie in a bucket. Source: CloudFormation quotas. */
export const maximumTemplateBytes = 51_200;

/** What CloudFormation takes from a bucket; it takes no larger template. Source: CloudFormation quotas (1 MB). */
export const maximumTemplateBytesInBucket = 1_000_000;

/** The text of a template. Sections without content are left out. */
export function printTemplate(template: Template | WatchTemplate, format: TemplateFormat): string {
  const sections = Object.entries({
    Parameters: template.parameters,
    Resources: template.resources,
    Outputs: template.outputs,
  }).filter(([, section]) => Object.keys(section).length > 0);
  const value = {
    AWSTemplateFormatVersion: "2010-09-09",
    Description: template.description,
    ...Object.fromEntries(sections),
  };
  return format === "yaml" ? printYaml(value) : `${JSON.stringify(value, null, 2)}\n`;
}

/** Gives each thing a logical id: letters and digits, unique within the template. */
export function logicalIds(): (prefix: string, name: string) => string {
  const taken = new Set<string>();
  return (prefix, name) => {
    const preferred = (prefix + name.replace(/[^A-Za-z0-9]+/g, "")).slice(0, 200);
    let id = preferred;
    // Some things made of ids differ in nothing but case: file names, and names in code.
    for (let number = 2; taken.has(id.toLowerCase()); number += 1) id = `${preferred}No${number}`;
    taken.add(id.toLowerCase());
    return id;
  };
}
