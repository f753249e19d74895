import { instantInWords } from "#policy";
import {
  createGrantFor,
  type Key,
  periodOf,
  type Scenario,
  type Target,
  targetRole,
} from "#scenario";
import type { GeneratedDocument, GeneratorNote } from "./document.ts";
import { generate } from "./generate.ts";
import { needsOf } from "./needs.ts";
import { otherUserNotes } from "./other-users.ts";
import { pastLimits } from "./past-limits.ts";

/** Says which documents of a scenario are missing and why, and which exceed AWS's limits. */
export function notesOf(
  scenario: Scenario,
  documents: readonly GeneratedDocument[] = generate(scenario),
): readonly GeneratorNote[] {
  const { routes } = needsOf(scenario);
  const keysOf = new Map<Target, Set<Key>>();
  for (const { source } of routes)
    keysOf.set(source.target, (keysOf.get(source.target) ?? new Set()).add(source.key));
  const notes: GeneratorNote[] = [];
  scenario.targets.forEach((target, index) => {
    const { account } = target;
    const label = account || `Target ${index + 1}`;
    const answered = keysOf.get(target) ?? new Set();
    if (answered.size < Math.max(target.keys.length, 1))
      notes.push({
        account,
        title:
          answered.size === 0
            ? `${label}: no documents yet`
            : `${label}: no documents yet for ${target.keys.length - answered.size} of ${target.keys.length} keys`,
        text: "Their questions are open or have errors, so no document is generated.",
      });
    if (answered.size === 0) return;
    for (const key of target.keys) {
      if (key.type !== "aws-managed") continue;
      const withheld = createGrantFor(scenario, key) === "withhold";
      notes.push({
        account,
        region: key.region,
        title: "alias/aws/ebs: no key policy",
        text: `AWS writes the policy of an AWS managed key, and you cannot change it. Every role of the account can use the key through EC2 in its region${
          withheld ? ", CreateGrant included: that cannot be withheld here" : ""
        }.`,
      });
    }
    const role = targetRole(scenario, target) ?? routes[0]?.platform;
    const delegated = target.keys.some(({ type }) => type !== "aws-managed");
    const namesRole =
      scenario.method === "create-volume" &&
      scenario.crossAccount === "both-roles" &&
      account !== scenario.platform.account;
    if (role && delegated && !namesRole)
      notes.push({
        account,
        title: `Why the key policies do not name ${role.name}`,
        text: "Role and key are in the same account. The generated statement EnableIamPolicies lets the role’s identity policy decide, so the key policy does not name the role.",
      });
  });
  if (routes.some(({ temporaryKeyRegions }) => temporaryKeyRegions.length > 0))
    notes.push({
      account: scenario.platform.account,
      title: "The temporary key’s policy",
      text: "The platform creates the temporary key and writes its key policy. Assumed: the policy delegates to IAM of the platform’s account, and names the target role if that role copies to the key.",
    });
  const { until } = periodOf(scenario);
  if (until !== undefined && routes.length > 0) {
    const isManaged = routes.some(({ source }) => source.key.type === "aws-managed");
    notes.push({
      account: scenario.platform.account,
      title: `After ${instantInWords(until)}`,
      text: `The roles can use no key any more${isManaged ? ", except for alias/aws/ebs through EC2: AWS writes its policy" : ""}. A grant that was made before does not end with the period: retire or revoke it. The platform can still retire temporary keys.`,
    });
  }
  notes.push(
    ...otherUserNotes(
      scenario,
      routes.map(({ source }) => source),
    ),
  );
  for (const { account, region, title, text } of pastLimits(documents))
    notes.push({ account, ...(region ? { region } : {}), title, text });
  return notes;
}
