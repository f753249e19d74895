import { parseArn } from "#policy";
import { compileConditions } from "../../authorizer/condition/condition.ts";
import { type Asked, askedBy } from "../classes/comparisons.ts";
import type { ReadQuestion } from "../question.ts";
import type { Sources } from "./sources.ts";

/** Comparisons that the rules of real requests need beside those of the policies. */
export function addRealComparisons(sources: Sources, questions: readonly ReadQuestion[]): void {
  let via = sources.asked.get("kms:viaservice");
  for (const region of [...regionsOfServices(sources, questions), "*"])
    if (via) via = withFirst(via, throughService(region));
  if (via) sources.asked.set("kms:viaservice", via);
  const viaAws = sources.asked.get("aws:viaawsservice");
  if (viaAws)
    sources.asked.set("aws:viaawsservice", withFirst(viaAws, isTrue("aws:ViaAWSService")));
}

/**
 * The regions that matter to where a service calls KMS: those of the resources and, if these are patterns, those of the
 * services that policies name. None if no policy names a service.
 */
export function regionsOfServices(
  sources: Sources,
  questions: readonly ReadQuestion[],
): readonly string[] {
  const via = sources.asked.get("kms:viaservice");
  if (!via) return [];
  const fixed = questions.flatMap(({ resource }) =>
    typeof resource === "string" ? (parseArn(resource)?.region ?? "") : [],
  );
  const isFixed = fixed.length === questions.length;
  const named = [...via.values()].flatMap(({ condition }) =>
    condition.written.flatMap(
      (text) => /^[^.]+\.([a-z0-9-]+)\.amazonaws\.com/.exec(text)?.[1] ?? [],
    ),
  );
  return [...new Set([...fixed, ...(isFixed ? [] : named)])].filter((region) => region !== "");
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
