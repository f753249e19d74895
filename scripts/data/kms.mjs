import {
  asPattern,
  byName,
  indexed,
  keysOfAction,
  lines,
  shortDescription,
  typeCode,
} from "./tables.mjs";

/** The access level that says most: the reference names two for a few actions. */
const accessLevel = (text) => text.split(", ")[0];

/** The body of src/policy/kms/service.generated.ts. */
export function kmsFile(read) {
  const types = read("resourceTypes/kms.json");
  const keyTypes = new Map();
  for (const { key, type } of Object.values(read("conditionKeys/kms.json")))
    keyTypes.set(asPattern(key), typeCode(type));
  const keys = [...keyTypes.keys()].sort(byName);
  const keySets = indexed();
  const actions = Object.values(read("actions/kms.json"))
    .sort((one, other) => byName(one.name, other.name))
    .map((action) => [
      action.name,
      accessLevel(action.accessLevel),
      action.resourceTypes
        .map(({ name }) => name)
        .sort(byName)
        .join(" "),
      keySets.of(keysOfAction(action, types).map((key) => keys.indexOf(key))),
      shortDescription(action.description),
    ]);
  return `/** Condition keys, each with the code of its type before it. */
export const conditionKeyRows: readonly string[] = ${lines(keys.map((key) => keyTypes.get(key) + key))};

/** Lists of condition keys as indexes into \`conditionKeyRows\`. */
export const conditionKeySets: readonly (readonly number[])[] = ${lines(keySets.entries())};

/** Name, access level, resource types, index into \`conditionKeySets\`, description. */
export const actionRows: readonly (readonly [string, string, string, number, string])[] = ${lines(actions)};
`;
}
