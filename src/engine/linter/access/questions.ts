import {
  accountId,
  accountRootArn,
  hasWildcard,
  jsonOf,
  keyArn,
  type Policy,
  roleArn,
  statementsOf,
} from "#policy";
import { isPartition, regionsOf } from "#policy/kms";
import { holdsAll } from "../../reach/holds.ts";
import { anyIdentityPolicy } from "../../reach/model/stand-ins.ts";
import { reach } from "../../reach/reach.ts";
import type { Claim, ReachQuestion } from "../../reach/types.ts";
import { arnsOf } from "../document/arns.ts";
import type { LintedDocument, StatementView } from "../document/view.ts";
import { variablesAsWildcards } from "../patterns.ts";

/** Which requests are asked about; of an identity policy also on which resources. */
export interface StatementQuestion
  extends Pick<ReachQuestion, "actions" | "principals" | "given" | "requests"> {
  /** Patterns; without them every resource. */
  readonly resources?: readonly string[] | undefined;
}

/** The requests that one statement is about: its actions on its resources. */
export function requestsOf({ members, actions, resources }: StatementView): StatementQuestion {
  const named = members.has("NotResource") ? [] : resources;
  return {
    actions: members.has("NotAction") ? undefined : actions.map(({ pattern }) => pattern),
    resources: named.length > 0 ? named.map(({ text }) => variablesAsWildcards(text)) : undefined,
  };
}

/** Steps for one question of a rule: a document is checked at every keystroke. */
const budget = 20_000;

/**
 * Whether statements of a document allow a request that AWS can send; of a key or trust policy, with whatever the callers'
 * own policies allow; of an identity policy, with whatever the key's allows. `undefined`: not decided.
 */
export function allowsAny(
  document: LintedDocument,
  statements: readonly StatementView[],
  question: StatementQuestion = {},
): boolean | undefined {
  const { allowed, undecided } = reach(
    questionAbout(document, statements, question),
    document.reachCache,
  );
  if (allowed.length > 0) return true;
  return undecided.length > 0 ? undefined : false;
}

/**
 * The first caller that breaks a claim about statements of a document: `false` if the claim is proved, `undefined` if it
 * is not decided.
 */
export function callerAgainst(
  document: LintedDocument,
  statements: readonly StatementView[],
  never: Claim["never"],
): string | false | undefined {
  const question = questionAbout(document, statements);
  const [answer] = holdsAll([{ id: "", says: "", never }], question, document.reachCache);
  if (answer?.result === "refuted") return answer.witness.request.principal;
  return answer?.result === "proved" ? false : undefined;
}

/** The question whether statements of a document, and no others, allow a request. */
export function questionAbout(
  document: LintedDocument,
  statements: readonly StatementView[],
  question: StatementQuestion = {},
): ReachQuestion {
  const policy: Policy = {
    Version: document.isOldVersion ? "2008-10-17" : "2012-10-17",
    Statement: statements.map(({ node }) => jsonOf(node)),
  } as Policy;
  const { resources = ["*"], ...asked } = question;
  const own = { requests: "real", cells: "first", budget, ...asked } as const;
  const [only = "*"] = resources;
  if (document.kind === "identity")
    return {
      principals: ["arn:*:iam::*:role/*", "arn:*:iam::*:user/*"],
      ...own,
      resource: resources.length === 1 && !hasWildcard(only) ? only : { like: resources },
      policies: { identityPolicies: [policy], resourcePolicy: "unknown" },
    };
  const [resource = "", ...others] = resourcesOf(document);
  return {
    ...own,
    resource:
      others.length === 0 && !hasWildcard(resource) ? resource : { like: [resource, ...others] },
    policies: { identityPolicies: "unknown", resourcePolicy: policy },
  };
}

/**
 * The question what some Denies leave of everything: other documents may allow it, so that a Deny counts even if this
 * document allows nothing.
 */
export function questionAfterDenies(
  document: LintedDocument,
  denies: readonly StatementView[],
  question: StatementQuestion = {},
): ReachQuestion {
  const asked = questionAbout(document, denies, question);
  const { identityPolicies, resourcePolicy } = asked.policies;
  if (document.kind === "identity") {
    const own = Array.isArray(identityPolicies) ? identityPolicies : [];
    return {
      ...asked,
      policies: { resourcePolicy, identityPolicies: [...own, anyIdentityPolicy] },
    };
  }
  const own = resourcePolicy === "unknown" || !resourcePolicy ? [] : statementsOf(resourcePolicy);
  const everything = statementsOf(anyIdentityPolicy).map((one) => ({ ...one, Principal: "*" }));
  const open = { Version: "2012-10-17", Statement: [...own, ...everything] };
  return { ...asked, policies: { identityPolicies, resourcePolicy: open as Policy } };
}

/** A role of an account that the document does not name. */
export function unnamedRole(document: LintedDocument, account: string): string {
  return roleArn(partitionOf(document), account, "KeyholeUnnamedRole");
}

/** The root user of an account. */
export function rootOf(document: LintedDocument, account: string): string {
  return accountRootArn(partitionOf(document), account);
}

/** The document's account; where it is not known, an account that the text does not name. */
export function ownAccountOf({ account, text }: LintedDocument): string {
  return accountId(account) ?? placeholders.find((one) => !text.includes(one)) ?? "000000000000";
}

const placeholders = Array.from({ length: 100 }, (_, at) => String(900_000_000_000 + at * 7));

/**
 * The key or the role that the document is about: neither text names it. The key is in any of the regions that the
 * conditions name, for instance by `kms:ViaService`: what AWS can send for it depends on its region.
 */
export function resourcesOf(
  document: LintedDocument,
  statements = document.statements,
): readonly string[] {
  const partition = partitionOf(document);
  const account = ownAccountOf(document);
  if (document.kind === "trust") return [roleArn(partition, account, "KeyholeRoleOfThisPolicy")];
  return regionsNamed(statements, partition).map((region) =>
    keyArn(partition, region, account, "00000000-0000-4000-8000-000000000000"),
  );
}

/** The regions that conditions name; `*` for a pattern or for very many; the partition's first if they name none. */
function regionsNamed(
  statements: readonly StatementView[],
  partition: string,
): readonly [string, ...string[]] {
  const values = statements
    .flatMap(({ tests }) => tests)
    .flatMap((test) => (regionKeys.has(test.key) ? test.values : []));
  if (values.some(({ text }) => hasWildcard(text))) return ["*"];
  const named = values.flatMap(({ text }) => text.toLowerCase().match(regionCode) ?? []);
  const [first, ...others] = new Set(named);
  if (others.length >= mostRegions) return ["*"];
  if (first !== undefined) return [first, ...others];
  const known = isPartition(partition) ? regionsOf(partition) : [];
  return [known[0]?.code ?? "us-east-1"];
}

/** Condition keys whose values follow from the region of the key. */
const regionKeys = new Set(["kms:viaservice", "aws:requestedregion"]);
const regionCode = /[a-z]{2}(?:-[a-z]+)+-\d/g;
const mostRegions = 8;

function partitionOf(document: LintedDocument): string {
  return (
    [...arnsOf(document)].find(({ arn }) => /^aws/.test(arn.partition))?.arn.partition ?? "aws"
  );
}
