import { type PlatformNaming, platformOwner, type Route, routesOf, type Scenario } from "#scenario";
import { examplesOf } from "./examples-of.ts";
import { generate } from "./generate.ts";

/**
 * A way for the platform role's policy to stay small: it names keys and roles of other accounts by what they have in
 * common. What that allows beyond the list is `beyondListOf`'s to say (`#verdict`).
 */
export interface SizeOption {
  readonly naming: PlatformNaming;
  /** How many managed policies the platform role then needs. */
  readonly policies: number;
  /** How many customer managed keys of other accounts need the tag or an alias; 0 if the role uses none itself. */
  readonly keys: number;
  /** How many roles of other accounts need the tag. */
  readonly roles: number;
}

/** The tag and the alias prefix of each option, until the user gives others. */
export const exampleNamings: readonly PlatformNaming[] = [
  { by: "tag", tagKey: "forensics", tagValue: "import" },
  { by: "alias", aliasPrefix: "alias/forensics-" },
];

/** The two options, by tag and by alias, for a scenario whose platform role is past the attachment limit. */
export function sizeOptionsFor(scenario: Scenario): readonly SizeOption[] {
  return exampleNamings.map((naming) => sizeOptionFor(scenario, naming));
}

/**
 * What one option takes. Counted on examples of the list, since the policy tells no more apart: it takes as long for a
 * thousand accounts as for one. Never throws.
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
