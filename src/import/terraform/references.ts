import { isObject, listIn, type Members, memberIn, objectIn, textIn } from "../value.ts";

/** The addresses, without indexes, that an argument of a resource refers to. */
export type References = (address: string, argument: string) => readonly string[];

/**
 * The references in a plan's configuration: the target of `role = aws_iam_role.x.id`, whose value is not known yet.
 * Source: Terraform documentation, "JSON Output Format": configuration representation, expression representation.
 */
export function referencesIn(plan: Members): References {
  const expressions = new Map<string, Members>();
  collect(objectIn(objectIn(plan, "configuration"), "root_module"), "", expressions, 0);
  return (address, argument) => {
    const own = withoutIndexes(address);
    const prefix = modulePrefix(own);
    const named = listIn(memberIn(expressions.get(own), argument), "references");
    return named
      .filter((one): one is string => typeof one === "string" && one.length <= 500)
      .map((one) => `${prefix}${one.split(".").slice(0, 2).join(".")}`);
  };
}

/** The address in the configuration of `module.a["x"].aws_iam_role.b[0]`: `module.a.aws_iam_role.b`. */
export function withoutIndexes(address: string): string {
  return address.replace(/\[[^[\]]*\]/g, "");
}

function modulePrefix(address: string): string {
  return /^(?:module\.[^.]+\.)*/.exec(address)?.[0] ?? "";
}

function collect(module: Members, prefix: string, into: Map<string, Members>, depth: number): void {
  if (depth > 64) return;
  for (const resource of listIn(module, "resources")) {
    const address = textIn(resource, "address");
    const expressions = memberIn(resource, "expressions");
    if (address !== undefined && isObject(expressions))
      into.set(`${prefix}${address}`, expressions);
  }
  for (const [name, call] of Object.entries(objectIn(module, "module_calls")))
    collect(objectIn(call, "module"), `${prefix}module.${name}.`, into, depth + 1);
}
