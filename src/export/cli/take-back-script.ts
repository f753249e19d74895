import { routesOf, type Scenario, sourcesOf } from "#scenario";
import { importRoles } from "../take-back/import-grants.ts";
import type { ScriptFrame } from "./apply-script.ts";
import { scriptText, step } from "./script.ts";
import { takeBackFunctions } from "./take-back-functions.ts";

/**
 * The script that takes back what an import itself left in an account, which no backup knows: the grants of the import's
 * roles and, in the platform's account, temporary keys and their aliases. The script that rolls back does the rest.
 * `undefined` if the import leaves nothing in the account.
 */
export function takeBackScript(scenario: Scenario, frame: ScriptFrame): string | undefined {
  const accounts = [scenario.platform.account, frame.account];
  const roles = importRoles(scenario)
    .filter(({ account }) => accounts.includes(account))
    .map(({ account, name }) => `${account}/${name}`);
  const keys = sourcesOf(scenario).flatMap(({ key, target, region }) => {
    if (target.account !== frame.account || key.type === "aws-managed") return [];
    const { naming } = key;
    if (naming.by === "arn") return [step("revoke_grants", region, naming.keyId, ...roles)];
    if (naming.by === "alias") return [step("revoke_grants", region, naming.alias, ...roles)];
    return [step("revoke_all_grants", region, ...roles)];
  });
  const temporary =
    frame.account === scenario.platform.account
      ? temporaryRegions(scenario).map((region) =>
          step("delete_temporary_keys", region, scenario.platform.aliasPrefix),
        )
      : [];
  const steps = [...new Set([...keys, ...temporary])];
  if (steps.length === 0) return undefined;
  return scriptText({
    ...frame,
    remarks: [
      ...frame.remarks,
      "",
      "Run the script that rolls back first: until then the import's roles can make new grants and keys. It revokes only",
      "grants that a role of the import uses or may retire. Without --apply it asks KMS by dry runs.",
    ],
    functions: takeBackFunctions,
    steps,
  });
}

/** Replicas go before their primary, which KMS keeps as long as it has replicas. */
function temporaryRegions(scenario: Scenario): readonly string[] {
  const home = scenario.platform.region;
  const regions = new Set(routesOf(scenario).flatMap((route) => route.temporaryKeyRegions));
  const replicas = [...regions].filter((region) => region !== home);
  return regions.has(home) ? [...replicas, home] : replicas;
}
