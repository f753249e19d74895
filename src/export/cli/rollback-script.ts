import type { AccountRollout } from "../rollout.ts";
import type { ScriptFrame } from "./apply-script.ts";
import { rollbackFunctions } from "./rollback-functions.ts";
import { scriptText, slug, step } from "./script.ts";

/** The script that restores what an account had before the other one was first applied. */
export function rollbackScript(account: AccountRollout, frame: ScriptFrame): string {
  const roles = account.roles.map((role) => ({ ...role, slug: slug(role.name) }));
  const steps = [
    `if [ ! -d "$backup" ]; then\n  say "There is no backup in $backup: nothing was changed from here."\n  exit 0\nfi`,
    ...(account.keys.length === 0
      ? []
      : [
          "find_lost_keys",
          "restore_keys",
          "delete_aliases",
          "delete_keys new-replica",
          "delete_keys new-key",
        ]),
    ...roles.flatMap((role) =>
      role.policies.flatMap((policy) => [
        step("undo_attachment", `${role.slug}.${slug(policy.name)}`, role.name, policy.name),
        step("undo_policy", slug(policy.name), policy.name),
      ]),
    ),
    ...roles.flatMap((role) =>
      role.trust && !role.isPlatform ? [step("undo_role", role.slug, role.name)] : [],
    ),
    "put_away",
  ];
  return scriptText({ ...frame, functions: rollbackFunctions, steps });
}
