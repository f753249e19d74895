import { asList, globMatches, type Statement } from "#policy";
import { meaningOf, type PlacedStatement } from "./statements.ts";

/** One generated statement, and what happens to it in the imported policy. */
export type Placement =
  /** The imported policy already has a statement of the same meaning. */
  | { readonly kind: "same"; readonly ours: PlacedStatement; readonly theirs: number }
  /** The imported policy has an earlier form: the same Sid, effect, principals and purpose. */
  | { readonly kind: "replaces"; readonly ours: PlacedStatement; readonly theirs: number }
  /** Is added at the end, with a free Sid. */
  | { readonly kind: "added"; readonly ours: PlacedStatement };

/** Says for each generated statement whether the imported policy has it, has an earlier form of it, or lacks it. */
export function placementsOf(
  ours: readonly PlacedStatement[],
  theirs: readonly PlacedStatement[],
): readonly Placement[] {
  const taken = new Set<number>();
  const take = (found: PlacedStatement | undefined) => {
    if (found) taken.add(found.index);
    return found?.index;
  };
  const free = (fits: (their: PlacedStatement) => boolean) =>
    theirs.find((their) => !taken.has(their.index) && fits(their));
  const same = ours.map((our) => take(free(({ meaning }) => meaning === our.meaning)));
  return ours.map((our, at): Placement => {
    const equal = same[at];
    if (equal !== undefined) return { kind: "same", ours: our, theirs: equal };
    const earlier = take(free((their) => isEarlierForm(their, our)));
    if (earlier === undefined) return { kind: "added", ours: our };
    return { kind: "replaces", ours: our, theirs: earlier };
  });
}

/**
 * Whether a generated statement of the same Sid may replace an imported one. The Sid alone is not enough. A Deny, a
 * statement for other principals, and a statement with a further action, resource or condition stay.
 */
function isEarlierForm(their: PlacedStatement, our: PlacedStatement): boolean {
  if (our.sid === undefined || their.sid !== our.sid) return false;
  const [one, other] = [their.value, our.value];
  if (one.Effect !== "Allow" || other.Effect !== "Allow") return false;
  if (one.NotAction !== undefined || one.NotResource !== undefined) return false;
  if (meaningOf(whoOf(one)) !== meaningOf(whoOf(other))) return false;
  return (
    touches(textsOf(other.Action), textsOf(one.Action)) &&
    touches(textsOf(other.Resource), textsOf(one.Resource)) &&
    conditionKeys(one).every((key) => conditionKeys(other).includes(key))
  );
}

/** Whether each imported pattern matches a generated one. */
function touches(ours: readonly string[], theirs: readonly string[]): boolean {
  return theirs.every((their) =>
    ours.some((our) => globMatches(our, their) || globMatches(their, our)),
  );
}

/** Keys in the form `StringEquals kms:viaservice`. */
function conditionKeys({ Condition }: Statement): readonly string[] {
  if (typeof Condition !== "object" || Condition === null) return [];
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.keys(keys ?? {}).map((key) => `${operator} ${key.toLowerCase()}`),
  );
}

function whoOf({ Principal, NotPrincipal }: Statement): unknown {
  return { Principal, NotPrincipal };
}

function textsOf(value: unknown): readonly string[] {
  return asList<unknown>(value).flatMap((one) =>
    typeof one === "string" ? [one.toLowerCase()] : [],
  );
}

/** The statement with a Sid that is free; adds the Sid to `taken`. */
export function underFreeSid(statement: Statement, taken: Set<string>): Statement {
  const { Sid } = statement;
  if (typeof Sid !== "string" || Sid === "") return statement;
  let free = Sid;
  for (let number = 2; taken.has(free); number += 1) free = `${Sid}${number}`;
  taken.add(free);
  return free === Sid ? statement : { ...statement, Sid: free };
}
