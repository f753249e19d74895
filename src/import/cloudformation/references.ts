import { roleName } from "#policy";
import { memberIn, objectIn, textIn } from "../value.ts";
import { noValue, type Resolution } from "./resolution.ts";

const pseudoParameters: Readonly<Record<string, string>> = {
  "AWS::AccountId": "Replace this with the id of the account that deploys the stack.",
  "AWS::Region": "Replace this with the region of the stack.",
  "AWS::Partition": "Replace this with the partition: aws, aws-us-gov or aws-cn.",
  "AWS::StackName": "Replace this with the name of the stack.",
  "AWS::StackId": "Replace this with the id of the stack.",
  "AWS::NotificationARNs": "Replace this with the stack's notification topics.",
};

/**
 * The value of `Ref`: a parameter's value, or the name or ARN of a role or policy if the template has it.
 * Sources: CloudFormation Template Reference, "Ref" and "Pseudo parameters reference"; "Return values" of the resource.
 */
export function reference(at: Resolution, name: string, expression: string): unknown {
  if (name === "AWS::NoValue") return noValue;
  if (name === "AWS::URLSuffix") return "amazonaws.com";
  if (Object.hasOwn(pseudoParameters, name))
    return at.placeholder(name, expression, pseudoParameters[name] ?? "");
  const value = at.template.parameters.get(name);
  if (value !== undefined) at.parameters.add(name);
  if (typeof value === "string") return at.bounded(value, name);
  if (value !== undefined) return value.map((one) => at.bounded(one, name));
  if (Object.hasOwn(at.template.declared, name))
    return at.placeholder(
      name,
      expression,
      `Replace this with the value of the parameter ${name}.`,
    );
  const resource = memberIn(at.template.resources, name);
  if (memberIn(resource, "Type") === "AWS::IAM::Role") {
    const roleName = memberIn(objectIn(resource, "Properties"), "RoleName");
    if (roleName !== undefined) return at.value(roleName);
  }
  return at.placeholder(
    name,
    expression,
    `Replace this with the name, id or ARN that AWS gave ${name}.`,
  );
}

/**
 * The value of `Fn::GetAtt`. A role's ARN follows from its name, if the template has the name.
 * Source: CloudFormation Template Reference, "Fn::GetAtt"; "Return values" of AWS::IAM::Role.
 */
export function attribute(at: Resolution, name: string, expression: string): unknown {
  const dot = name.indexOf(".");
  const resource = memberIn(at.template.resources, name.slice(0, Math.max(dot, 0)));
  const properties = objectIn(resource, "Properties");
  const isNamedRole =
    memberIn(resource, "Type") === "AWS::IAM::Role" &&
    name.slice(dot + 1) === "Arn" &&
    memberIn(properties, "RoleName") !== undefined;
  if (!isNamedRole)
    return at.placeholder(
      name,
      expression,
      `Replace this with the ${name.slice(dot + 1)} of ${name.slice(0, Math.max(dot, 0))}.`,
    );
  const partition = at.placeholder(
    "AWS::Partition",
    expression,
    pseudoParameters["AWS::Partition"] ?? "",
  );
  const account = at.placeholder(
    "AWS::AccountId",
    expression,
    pseudoParameters["AWS::AccountId"] ?? "",
  );
  const path = textIn(properties, "Path") ?? "/";
  const role = at.text(memberIn(properties, "RoleName")) ?? "";
  return `arn:${partition}:iam::${account}:role${path}${roleName(role)}`;
}
