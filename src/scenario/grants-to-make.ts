import { awsCommand, shellWord } from "#policy";
import { ebsCalls } from "#policy/kms";
import { nameOfKey } from "./key-names.ts";
import type { Role } from "./principals.ts";
import type { Scenario } from "./scenario.ts";
import { arnOfSource, sourcesOf } from "./sources.ts";
import { usersOfSource } from "./users-of-key.ts";

/** A grant that somebody makes by hand: another user of a key needs it, and nobody can edit the policies of its role. */
export interface GrantToMake {
  /** Unique in a scenario: `grant/u1/t1/k1/eu-west-1`. */
  readonly id: string;
  /** “EC2 Auto Scaling”. */
  readonly user: string;
  /** The role that the grant is for; somebody of its account makes the grant. */
  readonly role: Role;
  readonly key: {
    readonly name: string;
    readonly account: string;
    readonly region: string;
    /** Left out if the answers name the key by an alias or a tag. */
    readonly arn?: string;
  };
  /** One line of a POSIX shell; without the key's ARN it has `KEY_ARN` in its place. */
  readonly command: string;
}

/**
 * The grants that other users of the keys need, in the order of the answers; none whose answers are incomplete.
 * Source: facts §9, EC2 Auto Scaling.
 */
export function grantsToMake(scenario: Scenario): readonly GrantToMake[] {
  if (!scenario.otherUsers) return [];
  return sourcesOf(scenario).flatMap((source) =>
    usersOfSource(scenario, source)
      .filter(({ access }) => access === "grant")
      .map(({ user, name, role }): GrantToMake => {
        const { target, key, region } = source;
        const arn = arnOfSource(scenario, source);
        return {
          id: `grant/${user.id}/${target.id}/${key.id}/${region}`,
          user: name,
          role,
          key: {
            name: nameOfKey(key),
            account: target.account,
            region,
            ...(arn === undefined ? {} : { arn }),
          },
          command: grantCommand(role, region, arn ?? "KEY_ARN"),
        };
      }),
  );
}

/** The command that makes the grant of a role for a key. Source: AWS CLI Command Reference, `kms create-grant`. */
export function grantCommand(role: Role, region: string, keyArn: string): string {
  const command = awsCommand("kms", "create-grant", { region, "key-id": keyArn });
  return `${command} --grantee-principal ${shellWord(role.arn)} --operations ${ebsCalls.join(" ")}`;
}
