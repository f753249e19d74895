import { expect, it } from "vitest";
import { importText } from "../import-text.ts";

const statement = `{ Effect: Allow, Action: "kms:Decrypt", Resource: "*" }`;
const document = `{ Version: "2012-10-17", Statement: [${statement}] }`;

const template = `
AWSTemplateFormatVersion: 2010-09-09
Parameters:
  Prefix: { Type: String, Default: Cado }
  Stage: { Type: String }
Conditions:
  IsProduction: !Equals [!Ref Stage, production]
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub "\${Prefix}ResponseRole"
      AssumeRolePolicyDocument: { Statement: [{ Effect: Allow, Principal: { AWS: !Ref "AWS::AccountId" }, Action: "sts:AssumeRole" }] }
      ManagedPolicyArns: [!Ref Managed, "arn:aws:iam::aws:policy/ReadOnlyAccess"]
      Policies:
        - { PolicyName: First, PolicyDocument: ${document} }
        - !If [IsProduction, { PolicyName: Second, PolicyDocument: ${document} }, !Ref "AWS::NoValue"]
  Unnamed:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument: { Statement: { Effect: Allow, Principal: "*", Action: "sts:AssumeRole" } }
  Inline: { Type: AWS::IAM::Policy, Properties: { PolicyName: Third, Roles: [!Ref Unnamed, !Ref Role], PolicyDocument: ${document} } }
  Single: { Type: AWS::IAM::RolePolicy, Properties: { PolicyName: Fourth, RoleName: !Ref Role, PolicyDocument: ${document} } }
  Managed: { Type: AWS::IAM::ManagedPolicy, Properties: { PolicyDocument: ${document} } }
  Key: { Type: AWS::KMS::Key, Properties: { KeyPolicy: { Statement: { Effect: Allow, Principal: "*", Action: "kms:*", Resource: "*" } } } }
  Replica: { Type: AWS::KMS::ReplicaKey, Properties: { KeyPolicy: { Statement: { Effect: Allow, Principal: "*", Action: "kms:*", Resource: "*" } } } }
  Default: { Type: AWS::KMS::Key, Properties: { Enabled: true } }
  Alias: { Type: AWS::KMS::Alias, Properties: { AliasName: !Sub "alias/\${Prefix}", TargetKeyId: !GetAtt Key.Arn } }
  Nested: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: "https://example.com/t" } }
  Bucket: { Type: AWS::S3::Bucket }
`;

it("reads every kind of resource that has a policy, with its owner", () => {
  const { policies } = importText(template);
  expect(
    policies.map(({ kind, title, roles }) => [kind, title, roles.map(({ name }) => name)]),
  ).toEqual([
    ["trust", "Trust policy of role CadoResponseRole", ["CadoResponseRole"]],
    ["identity", "Inline policy First of role CadoResponseRole", ["CadoResponseRole"]],
    ["identity", "Inline policy Second of role CadoResponseRole", ["CadoResponseRole"]],
    ["trust", "Trust policy of role Unnamed", ["Unnamed"]],
    ["identity", "Inline policy Third of role Unnamed", ["Unnamed", "CadoResponseRole"]],
    ["identity", "Inline policy Fourth of role CadoResponseRole", ["CadoResponseRole"]],
    ["identity", "Managed policy Managed of role CadoResponseRole", ["CadoResponseRole"]],
    ["key", "Key policy of Key", []],
    ["key", "Key policy of Replica", []],
  ]);
  expect(policies.find(({ title }) => title === "Key policy of Key")?.key).toEqual({
    alias: "alias/Cado",
  });
});

it("says what it assumed, and what is elsewhere", () => {
  const said = importText(template).problems.map(
    ({ severity, message, place }) => `${severity}: ${message} ${place ?? ""}`,
  );
  expect(said).toEqual([
    expect.stringMatching(/^note: Role CadoResponseRole has managed policies.*ReadOnlyAccess$/),
    expect.stringMatching(/^note: Key Default has no policy/),
    expect.stringMatching(/^note: Nested is a nested stack/),
    expect.stringMatching(/^warning: Only a deployment decides these conditions.*IsProduction$/),
    expect.stringMatching(/^note: Parameters have the values of their defaults.*Prefix$/),
  ]);
});

it("reads a part of a template: resources, or one of them", () => {
  const role = `Type: AWS::IAM::Role\nProperties:\n  AssumeRolePolicyDocument: ${document}\n`;
  const resources = `Response:\n${role.replace(/^/gm, "  ")}`;
  expect(importText(role).policies).toHaveLength(1);
  expect(importText(resources)).toMatchObject({
    recognised: "Resources of a CloudFormation template",
    policies: [{ title: "Trust policy of role Response" }],
  });
});

it("takes parameters from what describe-stack-set prints", () => {
  const StackSet = {
    TemplateBody: template,
    Parameters: [
      { ParameterKey: "Prefix", ParameterValue: "Own" },
      { ParameterKey: "Stage", ParameterValue: "test" },
    ],
  };
  const { format, policies, problems } = importText(JSON.stringify({ StackSet }));
  expect(format).toBe("stack-set");
  expect(policies.map(({ policyName }) => policyName)).not.toContain("Second");
  expect(policies[0]?.roles[0]?.name).toBe("OwnResponseRole");
  expect(problems.some(({ severity }) => severity === "warning")).toBe(false);
});

it("expands a YAML alias", () => {
  const yaml = `
Common: &common
  Effect: Allow
  Resource: "*"
Resources:
  Managed:
    Type: AWS::IAM::ManagedPolicy
    Properties: { PolicyDocument: { Statement: [{ <<: *common, Action: "kms:Decrypt" }] } }
`;
  expect(JSON.parse(importText(yaml).policies[0]?.text ?? "")).toEqual({
    Statement: [{ Effect: "Allow", Resource: "*", Action: "kms:Decrypt" }],
  });
});

it("asks for the template of a stack set that is elsewhere", () => {
  const yaml = `Resources:\n  Set:\n    Type: AWS::CloudFormation::StackSet\n    Properties: { StackSetName: roles, TemplateURL: "https://example.com/t" }\n`;
  expect(importText(yaml)).toMatchObject({
    policies: [],
    problems: [
      { severity: "error", message: "roles has its template at a URL. Import that template." },
    ],
  });
});
