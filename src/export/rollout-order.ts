import { iamCommand } from "#policy";
import { keyDocumentId, platformRole, type Scenario, sourcesOf } from "#scenario";
import type { ExportedDocument } from "./exported-document.ts";
import { codeBlock, codeSpan } from "./plain-text.ts";
import { roleCheckCommand } from "./platform-role-check.ts";

/** The order of `inRolloutOrder` in words. */
export const rolloutOrderWords =
  "The platform's account first: the policies of the other accounts name its role, and IAM and AWS KMS refuse a principal that does not exist. In each account roles come before keys, since a key policy can name only roles that exist, and keys come before their replicas.";

/**
 * The section of every README that says in what order to go, and how to see that the platform's role exists before anything
 * names it: no tool sees it with credentials of another account. `more` is what the format adds; `hasScript`: whether
 * `platformRoleCheck` is among its files.
 * Source: AWS CLI Command Reference, `iam get-role`.
 */
export function rolloutOrder(scenario: Scenario, more = "", hasScript = false): string {
  const role = platformRole(scenario);
  return [
    "## Order",
    [rolloutOrderWords, more].filter(Boolean).join(" "),
    ...(role
      ? [
          "Before you begin, ask for the platform's role with credentials of its account:",
          codeBlock("sh", [
            hasScript
              ? roleCheckCommand()
              : iamCommand(scenario.partition, "get-role", {
                  "role-name": role.name,
                  query: "Role.Arn",
                  output: "text",
                }),
          ]),
          hasScript
            ? `The commands of the other accounts begin with it, too. They stop unless it has found ${codeSpan(role.arn)}: the policies of all accounts name that role.`
            : `If the answer is not ${codeSpan(role.arn)}, do not go on: the policies of all accounts name that role.`,
        ]
      : []),
  ].join("\n\n");
}

/**
 * The documents in the order in which AWS accepts them: the platform's account first, in each account roles before keys,
 * of a role the trust policy (which makes the role) before its permissions, of a key the primary before its replicas.
 * KMS and IAM refuse a policy that names a principal that does not exist.
 * Sources: KMS API Reference, "PutKeyPolicy" ("each principal must exist and be visible to AWS KMS"); IAM User Guide,
 * "AWS JSON policy elements: Principal".
 */
export function inRolloutOrder<Document extends ExportedDocument>(
  scenario: Scenario,
  documents: readonly Document[],
): readonly Document[] {
  const platform = scenario.platform.account;
  const accounts = [platform, ...documents.map(({ account }) => account)];
  const accountRank = new Map([...new Set(accounts)].map((account, index) => [account, index]));
  const replicas = new Set(
    sourcesOf(scenario).flatMap((source) =>
      source.region === source.key.region ? [] : [keyDocumentId(source)],
    ),
  );
  const role = platformRole(scenario)?.arn;
  const rank = ({ id, kind, attachTo }: Document): number => {
    if (kind === "key") return replicas.has(id) ? 4 : 3;
    if (attachTo.to === "role" && attachTo.roleArn === role) return 0;
    return kind === "trust" ? 1 : 2;
  };
  return documents
    .map((document, index) => ({
      document,
      places: [accountRank.get(document.account) ?? 0, rank(document), index],
    }))
    .sort((one, other) => compareLists(one.places, other.places))
    .map(({ document }) => document);
}

function compareLists(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
}
