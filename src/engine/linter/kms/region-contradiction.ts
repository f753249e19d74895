import { type ConditionTest, placeOf, type StatementView } from "../document/view.ts";
import { allow, policy } from "../examples.ts";
import { isExact } from "../patterns.ts";
import type { Rule } from "../rule.ts";
import { identityAndKey } from "../rule-kinds.ts";
import type { Place } from "../types.ts";

const via = (region: string) => ({
  Condition: { StringEquals: { "kms:ViaService": `ec2.${region}.amazonaws.com` } },
});

/** Regions that cannot meet. */
export const regionContradiction: Rule = {
  id: "region-contradiction",
  severity: "error",
  kinds: identityAndKey,
  docs: {
    what: "The regions of all resources, of `aws:RequestedRegion` and of `kms:ViaService` in one Allow statement have none in common.",
    why: "No request is in two regions at once: the statement never matches.",
    failing: policy(allow("kms:Decrypt", via("eu-west-1"))),
    passing: policy(allow("kms:Decrypt", via("us-east-1"))),
    source: "IAM User Guide, aws:RequestedRegion; KMS Developer Guide, kms:ViaService",
  },
  *check({ allows }) {
    for (const statement of allows) {
      const sources = [...resourceRegions(statement), ...conditionRegions(statement)];
      for (const [index, later] of sources.entries()) {
        const earlier = sources
          .slice(0, index)
          .find(
            ({ what, regions }) =>
              what !== later.what && !regions.some((one) => later.regions.includes(one)),
          );
        if (earlier)
          yield {
            at: later.at,
            message: `the statement never matches: ${earlier.what} is in ${listed(earlier.regions)}, ${later.what} in ${listed(later.regions)}`,
          };
      }
    }
  },
};

const listed = (regions: readonly string[]) =>
  regions.slice(0, 3).join(", ") + (regions.length > 3 ? " …" : "");

interface Regions {
  readonly what: string;
  readonly regions: readonly string[];
  readonly at: Place;
}

/** The regions of the resources, where each has an exact one. */
function* resourceRegions({ resources, start, end }: StatementView): Generator<Regions> {
  const regions = resources.map(({ arn }) => arn?.region ?? "");
  if (regions.length > 0 && regions.every((region) => region !== "" && isExact(region)))
    yield { what: "the resource", regions: [...new Set(regions)], at: { start, end } };
}

function* conditionRegions({ tests }: StatementView): Generator<Regions> {
  for (const test of tests) {
    const regions = test.values.map(({ text }) => regionOf(test, text));
    if (regions.length === 0 || !isLimit(test)) continue;
    const exact = regions.filter((region) => region !== undefined && isExact(region));
    if (exact.length < regions.length) continue;
    yield { what: `\`${test.keyText}\``, regions: exact as string[], at: placeOf(test.valueNode) };
  }
}

/** Every request has a region; only one made by a service has the other key. */
const isLimit = ({ key, operator, isDemanding }: ConditionTest) =>
  operator.family === "String" &&
  (isDemanding || (key === "aws:requestedregion" && !operator.isNegated));

function regionOf({ key }: ConditionTest, text: string): string | undefined {
  if (key === "aws:requestedregion") return text.toLowerCase();
  if (key !== "kms:viaservice") return undefined;
  const [, region = "", ...rest] = text.toLowerCase().split(".");
  return rest.join(".") === "amazonaws.com" ? region : undefined;
}
