import { parseArn } from "#policy";
import { compileConditions } from "../authorizer/condition/condition.ts";
import { type Asked, askedBy } from "./comparisons.ts";
import type { ReadQuestion } from "./question.ts";
import type { Sources } from "./sources.ts";

/** Comparisons that the rules of real requests need beside those of the policies. */
export function addRealComparisons(sources: Sources, questions: readonly ReadQuestion[]): void {
  const region = regionOf(questions);
  const via = sources.asked.get("kms:viaservice");
  if (via) sources.asked.set("kms:viaservice", withFirst(via, throughService(region)));
  const viaAws = sources.asked.get("aws:viaawsservice");
  if (viaAws)
    sources.asked.set("aws:viaawsservice", withFirst(viaAws, isTrue("aws:ViaAWSService")));
}

/** The region that all questions are about; any if they are about several. */
export function regionOf(questions: readonly ReadQuestion[]): string {
  const regions = new Set(
    questions.map(({ resource }) =>
      typeof resource === "string" ? parseArn(resource)?.region : "",
    ),
  );
  const [region] = regions;
  return regions.size === 1 && region ? region : "*";
}

/** "The call comes through a service of the region"; `*` is any region. */
export function throughService(region: string): Asked {
  return compare("StringLike", "kms:ViaService", [
    `*.${region}.amazonaws.com`,
    `*.${region}.amazonaws.com.cn`,
  ]);
}

/** "The key is true". */
export function isTrue(key: string): Asked {
  return compare("Bool", key, ["true"]);
}

function compare(operator: string, key: string, values: readonly string[]): Asked {
  const [condition] = compileConditions({ [operator]: { [key]: values } }, false);
  return askedBy(condition as NonNullable<typeof condition>, "Allow", false) as Asked;
}

/** The comparison stands first: a formula does without it where it can. */
function withFirst(asked: ReadonlyMap<string, Asked>, first: Asked): Map<string, Asked> {
  return new Map([[first.id, first], ...asked]);
}
