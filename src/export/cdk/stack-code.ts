import type { Stack } from "../cloudformation/account-plan.ts";
import type { KeyPart } from "../cloudformation/key-resources.ts";
import type { Resource } from "../cloudformation/template.ts";
import { comment, Expression, literal, quoted } from "./type-script.ts";

const constructs: Readonly<Record<Resource["Type"], string>> = {
  "AWS::IAM::Role": "iam.CfnRole",
  "AWS::IAM::ManagedPolicy": "iam.CfnManagedPolicy",
  "AWS::KMS::Key": "kms.CfnKey",
  "AWS::KMS::ReplicaKey": "kms.CfnReplicaKey",
  "AWS::KMS::Alias": "kms.CfnAlias",
};

/**
 * The file of an account: a class for each of its stacks.
 * Source: AWS CDK API Reference, `CfnRole`, `CfnManagedPolicy`, `CfnKey`, `CfnReplicaKey`, `CfnAlias`.
 */
export function accountCode(classes: readonly (readonly [name: string, stack: Stack])[]): string {
  const stacks = classes.map(([, stack]) => stack);
  const types = stacks
    .flatMap(({ template }) => Object.values(template.resources))
    .map(({ Type }) => Type);
  const uses = (service: string) => types.some((type) => type.startsWith(`AWS::${service}::`));
  const asks = stacks.some(({ template }) => Object.keys(template.parameters).length > 0);
  const own = [
    ...(asks ? ["given"] : []),
    ...(stacks.some(({ imports }) => imports) ? ["presentPolicy", "presentTags"] : []),
  ];
  const imports = [
    'import * as cdk from "aws-cdk-lib";',
    ...(uses("IAM") ? ['import * as iam from "aws-cdk-lib/aws-iam";'] : []),
    ...(uses("KMS") ? ['import * as kms from "aws-cdk-lib/aws-kms";'] : []),
    'import type { Construct } from "constructs";',
    ...(own.length > 0 ? [`import { ${own.join(", ")} } from "./present";`] : []),
  ];
  const bodies = classes.map(([name, stack]) => stackCode(name, stack));
  return `${imports.join("\n")}\n\n${bodies.join("\n")}`;
}

function stackCode(className: string, stack: Stack): string {
  const { template, account, region, stackName } = stack;
  const properties = { stackName, description: template.description, env: { account, region } };
  return [
    comment(template.description),
    `export class ${className} extends cdk.Stack {`,
    "  constructor(scope: Construct, id: string) {",
    `    super(scope, id, ${literal(properties, "    ")});`,
    "",
    ...Object.entries(template.resources).map(([id, resource]) =>
      resourceCode(stack, id, resource),
    ),
    ...Object.entries(template.outputs).map(
      ([id, { Value }]) =>
        `    new cdk.CfnOutput(this, ${quoted(id)}, ${literal({ value: expressed(stack, Value) }, "    ")});`,
    ),
    "  }",
    "}",
    "",
  ].join("\n");
}

function resourceCode(stack: Stack, id: string, resource: Resource): string {
  const { Type, DeletionPolicy, Properties } = resource;
  const imported = stack.imports ? stack.keys.find(({ logicalId }) => logicalId === id) : undefined;
  const properties = Object.fromEntries(
    Object.entries(Properties).map(([name, value]) => [
      lowerFirst(name),
      imported ? presentOr(stack, imported, name, value) : propertyOf(stack, name, value),
    ]),
  );
  const made = `new ${constructs[Type]}(this, ${quoted(id)}, ${literal(properties, "    ")})`;
  if (DeletionPolicy)
    return `    const ${lowerFirst(id)} = ${made};\n    ${lowerFirst(id)}.applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);`;
  return Type === "AWS::IAM::Role" ? `    const ${lowerFirst(id)} = ${made};` : `    ${made};`;
}

/** What a key that exists has: while it is imported its present policy, always its present tags. */
function presentOr(stack: Stack, { logicalId }: KeyPart, name: string, value: unknown): unknown {
  const place = `this, ${quoted(stack.name)}, ${quoted(logicalId)}`;
  if (name === "Tags") return new Expression(`presentTags(${place})`);
  if (name !== "KeyPolicy") return propertyOf(stack, name, value);
  return new Expression(`presentPolicy(${place}) ?? ${literal(value, "      ")}`);
}

function propertyOf(stack: Stack, name: string, value: unknown): unknown {
  if (name !== "Tags") return expressed(stack, value);
  return (value as { Key: string; Value: string }[]).map(({ Key, Value }) => ({
    key: Key,
    value: Value,
  }));
}

/** A value whose references to other resources are code. Only Keyhole's own: no document has any. */
function expressed(stack: Stack, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => expressed(stack, item));
  if (typeof value !== "object" || value === null) return value;
  const [[name, argument] = ["", undefined]] = Object.entries(value);
  if (name === "Fn::GetAtt")
    return new Expression(`${lowerFirst((argument as string[])[0] ?? "")}.attrArn`);
  if (name !== "Ref") return value;
  const id = String(argument);
  const parameter = stack.template.parameters[id];
  if (parameter)
    return new Expression(`given(this, ${quoted(id)}, ${quoted(parameter.Description)})`);
  return new Expression(`${lowerFirst(id)}.ref`);
}

function lowerFirst(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}
