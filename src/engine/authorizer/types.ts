import type { Policy } from "#policy";

/** One call to AWS, as the services see it when they ask whether it may go on. */
export interface AccessRequest {
  /** ARN of a user, role, role session, federated user or account root; an account id; a service principal; `*` for anonymous. */
  readonly principal: string;
  /** `kms:CreateGrant`, in any case. */
  readonly action: string;
  /** An ARN, or `*` for a call that names no resource. */
  readonly resource: string;
  /** The account of a resource whose ARN names none. An ARN that names one wins. */
  readonly resourceAccount?: string | undefined;
  /** Condition keys in any case, taken literally: a key that is not here, or is an empty list, is absent from the request. */
  readonly context?: Readonly<Record<string, string | readonly string[]>> | undefined;
}

/**
 * Every policy that may bear on a request. An absent or empty list says that there is no such policy; a list that is there
 * must allow.
 */
export interface PolicySet {
  /** The principal's own policies, inherited ones included: one of them must allow. */
  readonly identityPolicies?: readonly Policy[] | undefined;
  readonly permissionsBoundary?: readonly Policy[] | undefined;
  readonly sessionPolicies?: readonly Policy[] | undefined;
  /** A KMS key's key policy, a role's trust policy, a bucket policy. */
  readonly resourcePolicy?: Policy | undefined;
  /** One list per level, root to account. They bind the principal's account. */
  readonly serviceControlPolicies?: readonly (readonly Policy[])[] | undefined;
  /** One list per level, root to account. They bind the resource's account. */
  readonly resourceControlPolicies?: readonly (readonly Policy[])[] | undefined;
  /** The policies of the VPC endpoints that the call passes: each of them must allow. */
  readonly endpointPolicies?: readonly Policy[] | undefined;
  /** The grants of the key that the request names. */
  readonly grants?: readonly Grant[] | undefined;
}

/** A KMS grant, with the members of the API in camel case. Source: KMS API reference, "GrantListEntry". */
export interface Grant {
  readonly granteePrincipal?: string;
  readonly retiringPrincipal?: string;
  /** `Decrypt`, `CreateGrant` …; `kms:` before them is tolerated. */
  readonly operations: readonly string[];
  /** Key id or key ARN. Without it the grant is taken to be one of the key that the request names. */
  readonly keyId?: string;
  readonly constraints?: {
    readonly encryptionContextEquals?: Readonly<Record<string, string>>;
    readonly encryptionContextSubset?: Readonly<Record<string, string>>;
  };
}

/** The member of a policy set that a document stands in. */
export type PolicySlot = Exclude<keyof PolicySet, "grants">;

/** Where a document stands in a policy set; `level` only in the two lists of lists, `index` is 0 for the resource policy. */
export interface DocumentReference {
  readonly slot: PolicySlot;
  readonly level?: number;
  readonly index: number;
}

/** Where a statement stands. `statement` counts from 0; a single statement without its list is 0. */
export interface StatementReference extends DocumentReference {
  readonly statement: number;
  readonly sid?: string;
}

/** The first element of a statement that did not fit: what the statement wants, and what the request has. */
export type Failure =
  | {
      readonly kind: "action";
      readonly element: "Action" | "NotAction";
      readonly written: readonly string[];
      readonly found: string;
    }
  | {
      readonly kind: "principal";
      readonly element: "Principal" | "NotPrincipal";
      readonly written: readonly string[];
      readonly found: string;
    }
  | {
      readonly kind: "resource";
      readonly element: "Resource" | "NotResource";
      readonly written: readonly string[];
      readonly found: string;
      /** Policy variables in it that the request has no value for. */
      readonly unresolved: readonly string[];
    }
  | {
      readonly kind: "condition";
      readonly operator: string;
      readonly key: string;
      readonly written: readonly string[];
      /** Nothing where the key is absent from the request. */
      readonly found?: readonly string[];
      readonly unresolved: readonly string[];
    }
  /** The element is missing, forbidden here or unreadable: the statement does nothing. */
  | { readonly kind: "malformed"; readonly element: string; readonly problem: string };

/** What became of one statement of an applicable document. */
export type StatementTrace =
  | {
      readonly result: "applies";
      readonly effect: "Allow" | "Deny";
      readonly at: StatementReference;
      /** How a statement with a principal reaches the caller; in other documents `directly`. */
      readonly reaches: "directly" | "through-role" | "through-account";
      /** Said where an unreadable element of a Deny was taken to fit. */
      readonly assumed?: readonly string[];
    }
  | {
      readonly result: "fails";
      readonly effect: "Allow" | "Deny";
      readonly at: StatementReference;
      readonly failure: Failure;
      /** The statement speaks of the action: it came close. */
      readonly close: boolean;
    };

/** What one list of documents (one level, for the lists of lists) says of the request. */
export interface LayerTrace {
  readonly slot: PolicySlot;
  readonly level?: number;
  readonly says: "denies" | "allows" | "nothing" | "does-not-apply";
}

/** What became of one grant. */
export type GrantTrace =
  | { readonly index: number; readonly result: "allows" }
  | { readonly index: number; readonly result: "fails"; readonly problem: string };

/** Which policies a request has to pass. */
export type DecidingPolicy =
  /** A KMS key: its key policy decides who may at all. */
  | "key-policy"
  /** Assuming a role: its trust policy decides who may at all. */
  | "trust-policy"
  /** A KMS call that names no key: identity policies alone. */
  | "identity-policies"
  /** Anything else: identity policies or, in the same account, a resource policy. */
  | "ordinary"
  /** `sts:GetCallerIdentity`: nobody is asked. */
  | "open";

/** Why the outcome is what it is. */
export type Reason =
  /** A member of the request is missing, or is no value that a request can have there: nobody can send it to AWS. */
  | {
      readonly kind: "malformed-request";
      readonly member: keyof AccessRequest;
      readonly key?: string;
    }
  | { readonly kind: "explicit-deny"; readonly slot: PolicySlot; readonly level?: number }
  | {
      readonly kind: "allowed";
      readonly by:
        | "no-permission-needed"
        | "account-root"
        | "identity-policies"
        | "resource-policy"
        | "both-policies";
    }
  | { readonly kind: "allowed-by-grant"; readonly grant: number }
  /** A service or resource control policy or an endpoint policy allows nothing of the kind. */
  | {
      readonly kind: "guardrail-silent";
      readonly slot: "serviceControlPolicies" | "resourceControlPolicies" | "endpointPolicies";
      readonly level: number;
    }
  | { readonly kind: "resource-policy-missing" }
  | { readonly kind: "resource-policy-silent"; readonly crossAccount: boolean }
  /** Neither the identity policies nor a resource policy says anything. */
  | { readonly kind: "nothing-allows" }
  /** `delegated`: the key or trust policy leaves it to the account's identity policies. */
  | {
      readonly kind: "identity-silent";
      readonly crossAccount: boolean;
      readonly delegated: boolean;
    }
  | { readonly kind: "boundary-silent" }
  | { readonly kind: "session-silent" }
  | { readonly kind: "not-across-accounts" }
  | { readonly kind: "other-partition" }
  /** The operation acts on a key, and the request has an alias, `*` or something else in its place. */
  | { readonly kind: "key-not-named" }
  /** No policy allows `kms:RetireGrant`: the grant names who may retire it. */
  | { readonly kind: "decided-by-grant" }
  /** Aliases that begin with `alias/aws/` are AWS's own. */
  | { readonly kind: "reserved-alias" }
  /** An anonymous call of a service that takes signed requests only. */
  | { readonly kind: "must-be-signed" }
  | { readonly kind: "root-cannot-assume-roles" };

/** The decision on a request. A request that no statement allows is implicitly denied. */
export type Outcome = "allowed" | "explicitly-denied" | "implicitly-denied";

/** The outcome and why, without the statements. */
export interface Verdict {
  readonly outcome: Outcome;
  readonly reason: Reason;
}

/** How a request was decided, statement by statement. */
export interface Trace {
  /** Who asked what of what, as it was read: empty texts where the request had none. */
  readonly request: Pick<AccessRequest, "principal" | "action" | "resource">;
  readonly decidingPolicy: DecidingPolicy;
  readonly crossAccount: boolean;
  readonly layers: readonly LayerTrace[];
  /** Every statement of every applicable document, in the order of the layers. */
  readonly statements: readonly StatementTrace[];
  readonly grants: readonly GrantTrace[];
}

/** The outcome with the whole of its trace: plain JSON, so that it can cross to another thread. */
export interface Decision extends Verdict {
  readonly trace: Trace;
}
