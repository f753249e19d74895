import type { Linter } from "#engine/linter";
import { regionsOfImport } from "#scenario";
import { createFindingsCache } from "./findings.ts";
import type { Subject, Verdict } from "./types.ts";

/** What a linter finds in the documents whose texts are changed to `texts` (by document id), each beside the others. */
export function lintChanged(
  linter: Linter,
  { scenario, documents }: Subject,
  texts: ReadonlyMap<string, string>,
): Verdict["findings"] {
  const changed = documents.map((one) => ({ ...one, text: texts.get(one.id) ?? one.text }));
  const asked = changed.filter(({ id }) => texts.has(id));
  return createFindingsCache(regionsOfImport).inSome(
    linter,
    { scenario, documents: changed },
    asked,
  );
}
