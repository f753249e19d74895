import { accountId, accountRootArn, keyArn } from "#policy";
import {
  administratorArn,
  aliasOfKey,
  platformRole,
  regionsOfKey,
  type Scenario,
  targetRole,
} from "#scenario";

/** A value in the answers, and what it is. */
export interface KnownValue {
  readonly value: string;
  readonly what: string;
}

/** The values in the answers that a policy can name, each once. */
export interface KnownValues {
  readonly accounts: readonly KnownValue[];
  readonly roles: readonly KnownValue[];
  readonly administrators: readonly KnownValue[];
  readonly regions: readonly KnownValue[];
  readonly keys: readonly KnownValue[];
  readonly aliases: readonly KnownValue[];
}

/** Collects the values of the answers, without incomplete answers. */
export function knownValues(scenario: Scenario): KnownValues {
  const { partition, platform, targets } = scenario;
  const owned = targets.flatMap((target) => target.keys.map((key) => ({ target, key })));
  const role = platformRole(scenario);
  return {
    accounts: distinct([
      { value: platform.account, what: "the platform’s account" },
      ...targets.map(({ account }) => ({ value: account, what: "a target account" })),
    ]).filter(({ value }) => accountId(value)),
    roles: distinct([
      ...(role ? [{ value: role.arn, what: "the platform role" }] : []),
      ...targets.flatMap((target) => {
        const own = accountId(target.account) ? targetRole(scenario, target) : undefined;
        return own ? [{ value: own.arn, what: `the role in ${target.account}` }] : [];
      }),
    ]),
    administrators: distinct(
      owned.flatMap(({ target, key }) =>
        key.administrators.map((field) => ({
          value: administratorArn(partition, target.account, field),
          what: `an administrator of a key of ${target.account}`,
        })),
      ),
    ),
    regions: distinct([
      { value: platform.region, what: "the platform’s region" },
      ...owned.flatMap(({ key }) =>
        regionsOfKey(key).map((value) => ({ value, what: "the region of a key" })),
      ),
    ]),
    keys: distinct(
      owned.flatMap(({ target, key }) =>
        key.naming.by === "arn" && key.type !== "aws-managed" && key.naming.keyId !== ""
          ? regionsOfKey(key).map((region) => ({
              value: keyArn(
                partition,
                region,
                target.account,
                key.naming.by === "arn" ? key.naming.keyId : "",
              ),
              what: `a key of ${target.account}`,
            }))
          : [],
      ),
    ),
    aliases: distinct([
      ...(platform.aliasPrefix === ""
        ? []
        : [{ value: `${platform.aliasPrefix}*`, what: "aliases of temporary keys" }]),
      ...owned.flatMap(({ target, key }) => {
        const alias = aliasOfKey(key);
        return alias ? [{ value: alias, what: `an alias in ${target.account}` }] : [];
      }),
    ]),
  };
}

/** The root ARN of each known account, which represents the account. */
export function rootsOf(scenario: Scenario): readonly KnownValue[] {
  return knownValues(scenario).accounts.map(({ value, what }) => ({
    value: accountRootArn(scenario.partition, value),
    what: `${what}, delegated to its IAM policies`,
  }));
}

function distinct(values: readonly KnownValue[]): readonly KnownValue[] {
  const first = new Map(values.toReversed().map((each) => [each.value, each]));
  return values.filter((each) => each.value !== "" && first.get(each.value) === each);
}
