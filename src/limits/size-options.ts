import { type Probe, runBeyondList } from "#acquisition";
import { generate } from "#generator";
import type { PlatformNaming, Scenario } from "#scenario";
import { examplesOf } from "./examples-of.ts";

/** A way for the platform role's policy to stay small, and what it opens. */
export interface SizeOption {
  readonly naming: PlatformNaming;
  /** How many managed policies the platform role then needs. */
  readonly policies: number;
  /** How many customer managed keys of other accounts need the tag or an alias; none where the role uses none itself. */
  readonly keys: number;
  /** How many roles of other accounts need the tag. */
  readonly roles: number;
  /** What the platform role then reaches beyond the list, and what it does not, decided by the authorizer. */
  readonly beyond: readonly Probe[];
}

/** What each way names, until somebody says otherwise. */
export const exampleNamings: readonly PlatformNaming[] = [
  { by: "tag", tagKey: "forensics", tagValue: "import" },
  { by: "alias", aliasPrefix: "alias/forensics-" },
];

/** The ways that scale, by tag and by alias, for a scenario whose platform role is past the attachment limit. */
export function sizeOptionsFor(scenario: Scenario): readonly SizeOption[] {
  return exampleNamings.map((naming) => sizeOptionFor(scenario, naming));
}

/**
 * What one way takes and opens. Decided on examples of the list, since the policy tells no more apart: the same for a
 * thousand accounts as for one. Never throws.
 */
export function sizeOptionFor(scenario: Scenario, naming: PlatformNaming): SizeOption {
  const examples = examplesOf({ ...scenario, platformNaming: naming });
  const documents = generate(examples);
  const beyond = runBeyondList(examples, documents);
  const usesKeys = beyond.some(({ id }) => id.startsWith("unlisted-key/"));
  const others = scenario.targets.filter(({ account }) => account !== scenario.platform.account);
  return {
    naming,
    policies: documents.filter(({ id }) => /^platform\/identity(\/|$)/.test(id)).length,
    keys: usesKeys
      ? others.flatMap(({ keys }) => keys).filter(({ type }) => type !== "aws-managed").length
      : 0,
    roles: naming.by === "tag" ? others.length : 0,
    beyond,
  };
}
