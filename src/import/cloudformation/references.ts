import { roleName } from "#policy";
import { memberIn, objectIn, textIn } from "../value.ts";
import { noValue, type Resolution } from "./resolve.ts";

const pseudoParameters: Readonly<Record<string, string>> = {
  "AWS::AccountId": "Put the id of the account here where the stack is deployed.",
  "AWS::Region": "Put the region here where the stack is deployed.",
  "AWS::Partition": "Put the partition here: aws, aws-us-gov or aws-cn.",
  "AWS::StackName": "Put the name of the stack here.",
  "AWS::StackId": "Put the id of the stack here.",
  "AWS::NotificationARNs": "Put the stack's notification topics here.",
};

/**
 * What `Ref` gives: a parameter's value; of a role or policy its name or ARN as far as the template has them.
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
    return at.placeholder(name, expression, `Put the value of the parameter ${name} here.`);
  const resource = memberIn(at.template.resources, name);
  if (memberIn(resource, "Type") === "AWS::IAM::Role") {
    const roleName = memberIn(objectIn(resource, "Properties"), "RoleName");
    if (roleName !== undefined) return at.value(roleName);
  }
  return at.placeholder(name, expression, `Put here what AWS gave ${name}: its name, id or ARN.`);
}

/**
 * What `Fn::GetAtt` gives. A role's ARN follows from its name, if the template gives it one.
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
      `Put the ${name.slice(dot + 1)} of ${name.slice(0, Math.max(dot, 0))} here.`,
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
