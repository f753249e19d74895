import { administrationOf, administratorArn, type Route } from "#scenario";
import type { DocumentIndex } from "../documents/document-index.ts";
import { sourceKey } from "../requests/requested-key.ts";
import { onKey } from "../requests/requests.ts";
import type { ProbePlan } from "./probe.ts";
import { administratorOf, rootOf } from "./users.ts";

/** What must stay possible: the key's administrators manage it, and its account is not locked out. */
export function administrationProbes(index: DocumentIndex, route: Route): readonly ProbePlan[] {
  const { source } = route;
  const { key, target, region } = source;
  if (key.type === "aws-managed") return [];
  const { scenario } = index;
  const subject = sourceKey(index, source, region);
  const id = `${target.id}/${key.id}/${region}`;
  const about = `${subject.name} in ${region}`;
  const administrators = key.administrators.filter((field) => field.trim() !== "");
  return [
    {
      kind: "not-locked-out",
      of: id,
      title: "The account can still change the key’s policy",
      about,
      must: "be-allowed" as const,
      checks: [rootOf(scenario, target.account), administratorOf(scenario, target.account)].map(
        (caller) => onKey(caller, "kms:PutKeyPolicy", subject),
      ),
    },
    ...administrators.map((field) => {
      const arn = administratorArn(scenario.partition, target.account, field);
      return {
        kind: "administrator",
        of: `${id}/${arn}`,
        title: "An administrator can still manage the key",
        about: `${field} on ${about}`,
        must: "be-allowed" as const,
        checks: administrationOf(key).map((action) =>
          onKey({ arn, identityPolicies: [] }, action, subject),
        ),
      };
    }),
  ];
}
