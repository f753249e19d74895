import type { Resource, Template } from "../cloudformation/template.ts";

/**
 * A template with logical ids that contain no names, so that two accounts can have the same ids: `Role1`, `ManagedPolicy2`.
 * References follow. Policies hold none: text that CloudFormation would take for one is left out before.
 */
export function withPlainIds(template: Template): Template {
  const ids = new Map<string, string>();
  const counts = new Map<string, number>();
  for (const [id, { Type }] of Object.entries(template.resources)) {
    const kind = Type.split("::").at(-1) ?? Type;
    const number = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, number);
    ids.set(id, `${kind}${number}`);
  }
  const resources = Object.entries(template.resources).map(([id, resource]) => [
    ids.get(id) ?? id,
    { ...resource, Properties: renamed(resource.Properties, ids) as Resource["Properties"] },
  ]);
  const outputs = Object.values(template.outputs).map((output, index) => [
    `Output${index + 1}`,
    renamed(output, ids),
  ]);
  return {
    ...template,
    resources: Object.fromEntries(resources),
    outputs: Object.fromEntries(outputs),
  };
}

function renamed(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((item) => renamed(item, ids));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (name === "Ref" && typeof member === "string") return [name, ids.get(member) ?? member];
      if (name === "Fn::GetAtt" && Array.isArray(member))
        return [name, [ids.get(String(member[0])) ?? member[0], ...member.slice(1)]];
      return [name, renamed(member, ids)];
    }),
  );
}
