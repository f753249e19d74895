import { nameOfKey, type Scenario } from "#scenario";

/** What a rule calls its keys: “any key of the import”, “key 1234…”. */
export function keyWords({ targets }: Scenario, keys: readonly string[] | null): string {
  const all = targets.flatMap((target) => target.keys);
  const meant = keys === null ? all : all.filter(({ id }) => keys.includes(id));
  const [only] = meant;
  if (keys !== null && meant.length === 0) return "keys that the answers do not have";
  if (only && meant.length === 1 && keys !== null) return `key ${nameOfKey(only)}`;
  if (keys !== null) return `any of ${meant.length} keys`;
  return all.length === 1 ? "the key of the import" : "any key of the import";
}
