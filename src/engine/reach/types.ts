import type { Policy } from "#policy";
import type { Reach as PrincipalReach } from "../authorizer/principal.ts";
import type { CallerKind } from "../authorizer/request/caller.ts";
import type { AccessRequest, Grant, PolicySet, StatementReference } from "../authorizer/types.ts";

/** The policies that decide; `unknown` stands for a policy that may be there and would allow everything. */
export type ReachPolicies = Omit<PolicySet, "identityPolicies" | "resourcePolicy"> & {
  readonly identityPolicies?: readonly Policy[] | "unknown" | undefined;
  readonly resourcePolicy?: Policy | "unknown" | undefined;
};

/** Which requests are asked about, and the policies that decide them. */
export interface ReachQuestion {
  readonly policies: ReachPolicies;
  /** One ARN, or `*` for calls that name none; or patterns: then the resource varies too. */
  readonly resource: string | { readonly like: readonly string[] };
  /** The account of a resource whose ARN names none. */
  readonly resourceAccount?: string | undefined;
  /** Patterns; without them every action of the resource's service that AWS's reference or a policy names. */
  readonly actions?: readonly string[] | undefined;
  /** Patterns over the principal of a request; without them everyone. */
  readonly principals?: readonly string[] | undefined;
  /** `any` (the default) takes every context; `real` only what AWS can send. */
  readonly requests?: "any" | "real" | undefined;
  /** Condition keys with one known value in every request; `null`: the key is absent from every request. */
  readonly given?: Readonly<Record<string, string | readonly string[] | null>> | undefined;
  /** `first`: the answer may end at one cell of those that there are, which takes a small part of the time. */
  readonly cells?: "every" | "first" | undefined;
  /** How many steps the answer may take; 100,000 without it. */
  readonly budget?: number | undefined;
}

/** The answer to a question. A request in neither list is refused. */
export interface Reach {
  readonly allowed: readonly Cell[];
  readonly undecided: readonly Undecided[];
}

/**
 * One comparison of a condition key as policies write it, with its answer. `Null` compares the presence of the key; the
 * operator `given` compares with the values that the question gives (no values: the key is absent).
 */
export interface Comparison {
  readonly operator: string;
  readonly values: readonly string[];
  /** Several values of a request count differently under Allow and under Deny. */
  readonly effect: "Allow" | "Deny";
  /** Whether `${…}` is a policy variable in `values`. */
  readonly variables: boolean;
  readonly holds: boolean;
}

/** The values of one key: one of the lists, and in it every comparison. An empty list of lists holds no value. */
export interface ValueSet {
  readonly anyOf: readonly (readonly Comparison[])[];
}

/** One fact about a principal. */
export type PrincipalTest =
  | { readonly test: "kind"; readonly kinds: readonly CallerKind[] }
  | { readonly test: "account"; readonly accounts: readonly string[]; readonly holds: boolean }
  | { readonly test: "partition"; readonly partition: string; readonly holds: boolean }
  | { readonly test: "service-linked"; readonly holds: boolean }
  /** How far a Principal element reaches the principal. */
  | {
      readonly test: "named";
      readonly element: Readonly<Record<string, readonly string[]>>;
      readonly negated: boolean;
      readonly effect: "Allow" | "Deny";
      readonly hasBoundary: boolean;
      readonly reaches: readonly PrincipalReach[];
    }
  | { readonly test: "like"; readonly patterns: readonly string[]; readonly holds: boolean }
  /** Whether the grant names the principal for any operation. */
  | { readonly test: "grant"; readonly grant: Grant; readonly names: readonly string[] }
  /** A condition key that follows from the principal (in questions about `real` requests). */
  | { readonly test: "key"; readonly key: string; readonly comparison: Comparison };

/** The principals for which one list of tests holds as a whole. */
export interface PrincipalSet {
  readonly anyOf: readonly (readonly PrincipalTest[])[];
  /** The same for a reader: "every user and role of 222222222222". */
  readonly words: readonly string[];
}

/** A comparison that no set of values can say, because it relates two parts of a request. */
export type Relation =
  | { readonly relation: "condition"; readonly key: string; readonly comparison: Comparison }
  | {
      readonly relation: "resource";
      readonly patterns: readonly string[];
      readonly negated: boolean;
      readonly holds: boolean;
    }
  /** Whether a grant allows the request, its context included. */
  | { readonly relation: "grant"; readonly grant: Grant; readonly holds: boolean }
  /** Whether the resource belongs to the caller's own account. */
  | { readonly relation: "own-account"; readonly holds: boolean };

/** A product of sets: resources × principals × actions × the values of each condition key. A key that is not named is free. */
export interface Product {
  readonly resources: readonly string[];
  /** For a question with resource patterns: exactly which resources. */
  readonly resourceSet?: ValueSet;
  readonly resourceAccount?: string;
  readonly principals: PrincipalSet;
  readonly actions: readonly string[];
  readonly context: Readonly<Record<string, ValueSet>>;
  readonly relations?: readonly Relation[];
}

/** Allowed requests: a product less its exceptions. Plain data. */
export interface Cell extends Product {
  readonly except: readonly Product[];
  readonly identityPolicyNeeded: boolean;
  readonly resourcePolicyNeeded: boolean;
  readonly because: {
    readonly allows: readonly StatementReference[];
    readonly denies: readonly StatementReference[];
  };
  readonly witness: Witness;
}

/** A request of a cell that `authorize` allows with these policies. */
export interface Witness {
  readonly request: AccessRequest;
  readonly policies: PolicySet;
}

/** Requests that may be allowed: no witness was found, or the budget was used up. */
export type Undecided = Omit<Cell, "witness"> & { readonly why: string };

/** What changed between two questions. Each cell's witness is decided differently by the two. */
export interface ReachComparison {
  readonly gained: readonly Cell[];
  readonly lost: readonly Cell[];
  readonly undecided: readonly Undecided[];
}

/** A sentence that something never happens: it holds if a Deny of these elements would refuse nothing that is allowed. */
export interface Claim {
  readonly id: string;
  readonly says: string;
  readonly never: {
    readonly principals?: readonly string[] | undefined;
    readonly exceptPrincipals?: readonly string[] | undefined;
    readonly actions?: readonly string[] | undefined;
    readonly exceptActions?: readonly string[] | undefined;
    readonly resources?: readonly string[] | undefined;
    /** Every resource but these; takes the place of `resources`. */
    readonly exceptResources?: readonly string[] | undefined;
    /** A Condition block, read as under Deny. */
    readonly when?:
      | Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>
      | undefined;
  };
}

/** Whether a claim holds for all requests; if not, a request that breaks it. */
export type ClaimResult =
  | { readonly result: "proved" }
  | { readonly result: "refuted"; readonly witness: Witness; readonly cells: readonly Cell[] }
  | { readonly result: "undecided"; readonly why: string };
