import { rolesOf } from "#acquisition";
import {
  arnOfSource,
  routesOf,
  type Scenario,
  sourcesOf,
  targetRole,
  usersOfSource,
} from "#scenario";
import type { Subject } from "./watched-kinds.ts";

/** What an import and the other users of its keys look like in events. */
export type KnownInLog = Omit<Subject, "role" | "keys">;

/** The keys, roles and accounts that events of the import and of other users name. */
export function knownInLog(scenario: Scenario): KnownInLog {
  const roles = rolesOf(scenario);
  const sources = sourcesOf(scenario);
  const others = sources.flatMap((source) => usersOfSource(scenario, source));
  const accounts = new Set([
    ...roles.map(({ account }) => account),
    ...others.map(({ role }) => role.account),
    ...sources.map(({ target }) => target.account),
  ]);
  const arns = sources.map((source) => arnOfSource(scenario, source));
  const usesTemporaryKeys = routesOf(scenario).some(
    ({ temporaryKeyRegions }) => temporaryKeyRegions.length > 0,
  );
  return {
    importKeys:
      usesTemporaryKeys || arns.includes(undefined)
        ? undefined
        : [...new Set(arns.flatMap((arn) => arn ?? []))],
    knownRoles: [
      ...new Set([
        ...roles.map(({ arn }) => arn),
        ...others.map(({ role }) => role.arn),
        // EC2 decrypts the volumes of instances. Source: KMS Developer Guide, "Amazon EC2 example two".
        ...[...accounts].map(
          (account) => `arn:${scenario.partition}:iam::${account}:role/aws:ec2-infrastructure`,
        ),
      ]),
    ],
    knownAccounts: [...accounts],
    targetRoles: [
      ...new Set(scenario.targets.flatMap((target) => targetRole(scenario, target)?.arn ?? [])),
    ],
  };
}
