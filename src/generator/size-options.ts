import {
  type PlatformNaming,
  platformOwner,
  type Route,
  routesOf,
  type Scenario,
  type Target,
  targetRole,
} from "#scenario";
import { generate } from "./generate.ts";

/**
 * A small scenario with the same platform policy, if that policy names keys and roles of other accounts by tag or
 * alias. It keeps the first of each group that the policy treats alike, and every key of the platform's own account.
 */
export function examplesOf(scenario: Scenario): Scenario {
  const seen = new Set<string>();
  const targets = scenario.targets.flatMap((target): Target[] => {
    if (target.account === scenario.platform.account) return [target];
    const path = targetRole(scenario, target)?.path;
    const keys = target.keys.filter(({ type, region, replicaRegions, createGrant }) => {
      const likeness = JSON.stringify([path, type, region, replicaRegions, createGrant]);
      return !seen.has(likeness) && seen.add(likeness);
    });
    return keys.length > 0 ? [{ ...target, keys }] : [];
  });
  return { ...scenario, targets };
}

/**
 * An option that keeps the platform role's policy small: it names keys and roles of other accounts by tag or alias.
 * `beyondListOf` (`#verdict`) says what that allows beyond the list.
 */
export interface SizeOption {
  readonly naming: PlatformNaming;
  /** How many managed policies the platform role needs with this option. */
  readonly policies: number;
  /** How many customer managed keys of other accounts need the tag or an alias; 0 if the role uses none directly. */
  readonly keys: number;
  /** How many roles of other accounts need the tag. */
  readonly roles: number;
}

/** The tag and the alias prefix of each option, until the user gives others. */
export const exampleNamings: readonly PlatformNaming[] = [
  { by: "tag", tagKey: "forensics", tagValue: "import" },
  { by: "alias", aliasPrefix: "alias/forensics-" },
];

/** The two options, by tag and by alias, for a scenario whose platform role exceeds the limit of attached policies. */
export function sizeOptionsFor(scenario: Scenario): readonly SizeOption[] {
  return exampleNamings.map((naming) => sizeOptionFor(scenario, naming));
}

/**
 * What one option needs. It is counted on a few accounts of the list, because the policy treats the rest alike: a
 * thousand accounts take as long as one. Never throws.
 */
export function sizeOptionFor(scenario: Scenario, naming: PlatformNaming): SizeOption {
  const examples = examplesOf({ ...scenario, platformNaming: naming });
  const usesKeys = routesOf(examples).some((route) => usesKeyOfOther(route));
  const others = scenario.targets.filter(({ account }) => account !== scenario.platform.account);
  return {
    naming,
    policies: generate(examples).filter(
      ({ owner, kind }) => owner === platformOwner && kind === "identity",
    ).length,
    keys: usesKeys
      ? others.flatMap(({ keys }) => keys).filter(({ type }) => type !== "aws-managed").length
      : 0,
    roles: naming.by === "tag" ? others.length : 0,
  };
}

/** Whether the platform role itself, not only the role that it assumes, uses a source key of another account. */
function usesKeyOfOther({ copies, platform, source }: Route): boolean {
  return (
    source.target.account !== platform.account &&
    copies.some(({ by, from }) => by === platform && from.key === "source")
  );
}
