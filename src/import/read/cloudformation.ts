import { policiesByType } from "../cloudformation/policies.ts";
import { resolve } from "../cloudformation/resolve.ts";
import {
  isResource,
  isResources,
  isTemplate,
  type Template,
  templateOf,
} from "../cloudformation/template.ts";
import { findPolicies } from "../embedded/find-policies.ts";
import { layerOfEmbedded } from "../layers/layer-of-embedded.ts";
import { maximumResources } from "../limits.ts";
import type { PolicyCollector } from "../policy-collector.ts";
import type { Reader, Recognised } from "../reader.ts";
import { readJson } from "../text/json-text.ts";
import { readYaml } from "../text/yaml-text.ts";
import { listIn, type Members, memberIn, objectIn, textIn } from "../value.ts";

const stackSet = "AWS::CloudFormation::StackSet";
/** Stack sets inside stack sets are read up to this depth. */
const mostTemplates = 3;

/** Identifies the properties of a resource that was pasted without its type. */
const propertiesOf = [
  ["KeyPolicy", "AWS::KMS::Key"],
  ["AssumeRolePolicyDocument", "AWS::IAM::Role"],
  ["PolicyDocument", "AWS::IAM::Policy"],
] as const;

type Given = ReadonlyMap<string, unknown>;

/**
 * Reads a template in YAML or JSON, a part of one, a stack set, or the output of `get-template` and
 * `describe-stack-set`.
 * Sources: CloudFormation User Guide, "Template anatomy"; AWS CLI Command Reference, `cloudformation get-template`,
 * `cloudformation describe-stack-set`.
 */
export const readCloudFormation: Reader = ({ value }, collector) => {
  const body = memberIn(value, "TemplateBody");
  if (body !== undefined && memberIn(value, "Type") === undefined) {
    if (!addBody(body, new Map(), 1, collector)) return undefined;
    return { format: "cloudformation", recognised: "Output of aws cloudformation get-template" };
  }
  const described = objectIn(value, "StackSet");
  if (memberIn(described, "TemplateBody") !== undefined) {
    addBody(memberIn(described, "TemplateBody"), parametersOf(described), 1, collector);
    return { format: "stack-set", recognised: "Output of aws cloudformation describe-stack-set" };
  }
  if (isTemplate(value)) return addTemplate(value, new Map(), 1, collector);
  if (isResource(value)) return part({ Resource: value }, collector);
  const type = propertiesOf.find(([member]) => memberIn(value, member) !== undefined)?.[1];
  if (type !== undefined) return part({ Resource: { Type: type, Properties: value } }, collector);
  return isResources(value) ? part(value, collector) : undefined;
};

function part(resources: Members, collector: PolicyCollector): Recognised {
  const { format } = addTemplate({ Resources: resources }, new Map(), 1, collector);
  return { format, recognised: "Resources of a CloudFormation template" };
}

/** Adds the policies of a template, and of a template inside its stack sets. */
function addTemplate(
  value: Members,
  given: Given,
  depth: number,
  collector: PolicyCollector,
): Recognised {
  const template = templateOf(value, given, collector.budget);
  const before = collector.policies.length + collector.problems.length;
  let hasStackSet = false;
  const count = Object.keys(objectIn(value, "Resources")).length;
  if (count > maximumResources)
    collector.problem(
      "error",
      `This template has ${count} resources, more than CloudFormation allows. Only the first ${maximumResources} were read.`,
    );
  const undecided = new Set<string>();
  const parameters = new Set<string>();
  const unused: string[] = [];
  for (const [id, resource] of Object.entries(template.resources)) {
    const type = textIn(resource, "Type") ?? "";
    const work = Object.hasOwn(policiesByType, type) ? policiesByType[type] : undefined;
    if (type === stackSet) hasStackSet = true;
    if (type === stackSet && depth < mostTemplates)
      addStackSet(resource, template, depth, collector);
    if (type === "AWS::CloudFormation::Stack")
      collector.problem("note", `${id} is a nested stack. Import its template too.`);
    if (!work) {
      if (type !== stackSet && !addLayers(resource, template, collector))
        unused.push(`${id} (${type})`);
      continue;
    }
    const properties = resolve(template, memberIn(resource, "Properties"));
    work({ id, type, properties }, template, collector);
    for (const name of properties.undecided) undecided.add(name);
    for (const name of properties.parameters) parameters.add(name);
  }
  collector.undecided(undecided);
  collector.unused(unused);
  if (parameters.size > 0)
    collector.problem(
      "note",
      `Parameters have the values of ${given.size > 0 ? "the stack set" : "their defaults"}. If the stack was deployed with other values, change the policies.`,
      [...parameters].slice(0, 10).join(", "),
    );
  if (collector.policies.length + collector.problems.length === before)
    collector.problem(
      "error",
      "This template has no roles, policies or keys. Import the template that creates the platform's role or the key.",
    );
  return hasStackSet
    ? { format: "stack-set", recognised: "CloudFormation template with a StackSet" }
    : { format: "cloudformation", recognised: "CloudFormation template" };
}

/**
 * Adds the policies of an organization or a VPC endpoint (AWS::Organizations::Policy, AWS::EC2::VPCEndpoint). Returns
 * false if the resource has policies of another kind.
 */
function addLayers(resource: unknown, template: Template, collector: PolicyCollector): boolean {
  const { value } = resolve(template, memberIn(resource, "Properties"));
  return findPolicies(value, collector.onWork)
    .map((found) => {
      const layer = layerOfEmbedded(found);
      if (!layer || "unused" in layer) return false;
      collector.addLayerPolicy(found.text ?? found.document, layer);
      return true;
    })
    .every(Boolean);
}

function addStackSet(
  resource: unknown,
  template: Template,
  depth: number,
  collector: PolicyCollector,
): void {
  const properties = objectIn(resource, "Properties");
  const name = textIn(properties, "StackSetName") ?? "The stack set";
  const body = resolve(template, memberIn(properties, "TemplateBody")).value;
  const given = resolve(template, { Parameters: memberIn(properties, "Parameters") }).value;
  if (body === undefined)
    collector.problem("error", `${name} has its template at a URL. Import that template.`);
  else if (!addBody(body, parametersOf(given), depth + 1, collector))
    collector.problem(
      "error",
      `${name} has a template that cannot be read. Import that template on its own.`,
    );
}

/** Adds a template that is a string or an object. Returns whether it is a template. */
function addBody(body: unknown, given: Given, depth: number, collector: PolicyCollector): boolean {
  const value = typeof body === "string" ? parsed(body, collector.onWork) : body;
  if (!isTemplate(value)) return false;
  addTemplate(value, given, depth, collector);
  return true;
}

function parsed(body: string, onWork: () => void): unknown {
  if (/^\s*\{/.test(body)) {
    const json = readJson(body, onWork);
    if (json.ok) return json.documents[0]?.value;
  }
  const yaml = readYaml(body, onWork);
  return yaml.ok ? yaml.values[0] : undefined;
}

/** Reads `[{ ParameterKey, ParameterValue }]`, the form that stack sets use. */
function parametersOf(holder: unknown): Given {
  return new Map(
    listIn(holder, "Parameters").flatMap((one) => {
      const key = textIn(one, "ParameterKey");
      const value = memberIn(one, "ParameterValue");
      return key !== undefined && typeof value === "string" ? [[key, value] as const] : [];
    }),
  );
}
