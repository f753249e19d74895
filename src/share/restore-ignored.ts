import { ruleIds } from "#engine/rule-ids";
import { type IgnoredRules, isDocumentId } from "./shared-state.ts";

const most = { documents: 1_000, losses: 100 };

/** The ignored rules in an untrusted link: known rules of possible documents. The rest is named as dropped. */
export function restoreIgnored(raw: unknown): {
  readonly ignored: IgnoredRules;
  readonly dropped: readonly string[];
} {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw))
    return { ignored: {}, dropped: ["ignored rules"] };
  const ignored: [string, readonly string[]][] = [];
  const dropped: string[] = [];
  for (const [documentId, rules] of Object.entries(raw).slice(0, most.documents)) {
    if (!isDocumentId(documentId) || !Array.isArray(rules)) {
      dropped.push(`ignored rules of ${documentId.slice(0, 64)}`);
      continue;
    }
    const known = ruleIds.filter((id) => rules.includes(id));
    // An object may have any value under `toString`, so only texts, numbers and flags are named.
    for (const rule of rules.slice(0, most.losses))
      if (typeof rule === "object") dropped.push(`an ignored rule of ${documentId.slice(0, 64)}`);
      else if (!ruleIds.includes(rule)) dropped.push(`ignored rule ${String(rule).slice(0, 64)}`);
    if (known.length > 0) ignored.push([documentId, known]);
  }
  return { ignored: Object.fromEntries(ignored), dropped: dropped.slice(0, most.losses) };
}
