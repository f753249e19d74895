import { readFileSync } from "node:fs";
import type { Policy } from "#policy";

/** Two policies with what was published for them: which of them allows a request that the other does not. */
export interface PolicyPair {
  /** The group, and the two policies in it. */
  readonly name: string;
  readonly first: Policy;
  readonly second: Policy;
  readonly published: Answer;
}

/** Which of two policies allows a request that the other does not. */
export type Answer = "first" | "second" | "both" | "neither";

interface PairsFile {
  readonly statements: readonly object[];
  readonly groups: readonly {
    readonly name: string;
    readonly policies: Readonly<Record<string, readonly number[]>>;
    readonly pairs: readonly (readonly [first: string, second: string, published: Answer])[];
  }[];
}

/**
 * The 546 pairs of pairs.json. Both policies are read as Version 2012-10-17: the published changes left the version out,
 * and AWS reads a policy without it by other rules.
 */
export function readPolicyPairs(): PolicyPair[] {
  const file = new URL("./pairs.json", import.meta.url);
  const { statements, groups } = JSON.parse(readFileSync(file, "utf8")) as PairsFile;
  return groups.flatMap(({ name, policies, pairs }) => {
    const known = new Map(
      Object.entries(policies).map(([id, places]) => {
        const Statement = places.map((place) => statements[place] ?? {});
        return [id, { Version: "2012-10-17", Statement } as unknown as Policy] as const;
      }),
    );
    const policyOf = (id: string) => known.get(id) ?? {};
    return pairs.map(([first, second, published]) => ({
      name: `${name}: ${first} and ${second}`,
      first: policyOf(first),
      second: policyOf(second),
      published,
    }));
  });
}
