import { allow, policy } from "../examples.ts";
import { replaceInList } from "../fixes.ts";
import { nearest } from "../patterns.ts";
import type { Rule } from "../rule.ts";
import { everyKind } from "../rule-kinds.ts";

/** An entry of a known service that names no action. */
export const unknownAction: Rule = {
  id: "unknown-action",
  severity: "error",
  kinds: everyKind,
  docs: {
    what: "An entry of a service that exists names none of its actions.",
    why: "The entry gives or denies nothing; IAM refuses some such documents.",
    failing: policy(allow("kms:DescribeKeys")),
    passing: policy(allow("KMS:describekey")),
    source: "IAM User Guide, Access Analyzer policy check reference (Invalid action)",
  },
  *check({ tree, statements, services }) {
    let corrections = 0;
    for (const { actions, notActions } of statements)
      for (const entry of [...actions, ...notActions]) {
        const { service, text } = entry;
        if (service === "" || entry.actions.length > 0) continue;
        // `reencrypt-names-no-action` says it.
        if (entry.pattern === "kms:reencrypt") continue;
        const names = services.actionNamesOf(service);
        if (names.length === 0) continue;
        const meant =
          entry.isExplicit && corrections++ < mostCorrections
            ? nearest(text.slice(text.indexOf(":") + 1), names)
            : undefined;
        yield {
          at: entry,
          message: `\`${text}\` names no action of ${service}`,
          fix: meant ? replaceInList(tree, entry, `${service}:${meant}`) : undefined,
        };
      }
  },
};

/** A search through all names takes its time. */
const mostCorrections = 50;
