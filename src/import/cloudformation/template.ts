import { maximumResources } from "../limits.ts";
import { isObject, type Members, memberIn, objectIn, scalarText } from "../value.ts";

type ParameterValue = string | readonly string[];

/** A template, as its intrinsic functions read it. */
export interface Template {
  /** Values by parameter: those of the stack set, otherwise the defaults. */
  readonly parameters: ReadonlyMap<string, ParameterValue>;
  readonly declared: Members;
  readonly mappings: Members;
  readonly conditions: Members;
  readonly resources: Members;
  /** How many characters the resolved values of all templates of a text may still have. */
  readonly budget: { left: number };
}

/** Whether a value is a template: it has `Resources` whose members have a `Type`. */
export function isTemplate(value: unknown): value is Members {
  const resources = Object.values(objectIn(value, "Resources"));
  return resources.some((resource) => typeof memberIn(resource, "Type") === "string");
}

/** Whether a value is a set of resources by logical id, copied out of a template. */
export function isResources(value: unknown): value is Members {
  return isObject(value) && Object.values(value).some(isResource);
}

/** Whether a value is one AWS resource. */
export function isResource(value: unknown): value is Members {
  const type = memberIn(value, "Type");
  return (
    typeof type === "string" && type.startsWith("AWS::") && isObject(memberIn(value, "Properties"))
  );
}

/**
 * A template with the values of its parameters.
 * Source: CloudFormation User Guide, "Template anatomy".
 */
export function templateOf(
  value: Members,
  given: ReadonlyMap<string, unknown>,
  budget: Template["budget"],
): Template {
  const declared = objectIn(value, "Parameters");
  const parameters = new Map<string, ParameterValue>();
  for (const [name, parameter] of Object.entries(declared)) {
    const value = given.get(name) ?? memberIn(parameter, "Default");
    const known = isSystemParameter(parameter) ? undefined : parameterValue(parameter, value);
    if (known !== undefined) parameters.set(name, known);
  }
  return {
    parameters,
    declared,
    mappings: objectIn(value, "Mappings"),
    conditions: objectIn(value, "Conditions"),
    resources: Object.fromEntries(
      Object.entries(objectIn(value, "Resources")).slice(0, maximumResources),
    ),
    budget,
  };
}

/** The default of an SSM parameter is the parameter's name, not its value. */
function isSystemParameter(parameter: unknown): boolean {
  const type = memberIn(parameter, "Type");
  return typeof type === "string" && type.startsWith("AWS::SSM::");
}

/** Returns `undefined` if a parameter cannot have the value. */
function parameterValue(parameter: unknown, value: unknown): ParameterValue | undefined {
  const type = memberIn(parameter, "Type");
  const isList =
    type === "CommaDelimitedList" || (typeof type === "string" && type.startsWith("List<"));
  if (isList && typeof value === "string") return value.split(",").map((one) => one.trim());
  return isList && Array.isArray(value)
    ? value.flatMap((one) => scalarText(one) ?? [])
    : scalarText(value);
}
