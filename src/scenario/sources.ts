import { keyArn } from "#policy";
import { type Key, regionsOfKey, type Scenario, type Target } from "./scenario.ts";
import { validateScenario } from "./validate.ts";

/** A source of an import: one key in one of its regions, in one target. */
export interface Source {
  readonly target: Target;
  readonly targetIndex: number;
  readonly key: Key;
  readonly keyIndex: number;
  readonly region: string;
}

/**
 * Every source whose questions are answered without an error, in the order of the answers; none while the platform's, a
 * guard's or the period's questions are open. Sources with errors have no documents and no verdict: a wildcard in a role's name or an
 * incomplete prefix must not become a permission.
 */
export function sourcesOf(scenario: Scenario): readonly Source[] {
  const errors = validateScenario(scenario).filter(({ severity }) => severity === "error");
  if (errors.some(({ path }) => /^(platform|guards|platformNaming|period)\./.test(path))) return [];
  // The path says which target or key a problem belongs to: `targets.t1.role`, `targets.t1.keys.k1.naming`.
  const faulty = new Set(
    errors.map(({ path }) => /^targets\.[^.]+(\.keys\.[^.]+(?=\.))?/.exec(path)?.[0] ?? ""),
  );
  return scenario.targets.flatMap((target, targetIndex) =>
    faulty.has(`targets.${target.id}`)
      ? []
      : target.keys.flatMap((key, keyIndex) =>
          faulty.has(`targets.${target.id}.keys.${key.id}`)
            ? []
            : regionsOfKey(key).map((region) => ({ target, targetIndex, key, keyIndex, region })),
        ),
  );
}

/** The ARN of the source's key, if the scenario names it by ARN. */
export function arnOfSource(scenario: Scenario, source: Source): string | undefined {
  const { key, target, region } = source;
  if (key.type === "aws-managed" || key.naming.by !== "arn") return undefined;
  return keyArn(scenario.partition, region, target.account, key.naming.keyId);
}
