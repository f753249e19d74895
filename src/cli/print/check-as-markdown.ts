import { markdownText, reportFindings, sceneOf, sceneToMermaid, verdictAsMarkdown } from "#keyhole";
import { titleOf } from "../check/located-finding.ts";
import type { CheckResult } from "../check/result.ts";

/** What `check --format markdown` prints, for the comment on a pull request: the verdict as the page copies it, and the map. */
export function checkAsMarkdown({ work, verdict, findings, fallsShort }: CheckResult): string {
  const { scenario, documents, ignored, notes } = work;
  const titles = new Map(documents.map((document) => [document.id, titleOf(document)]));
  const accepted = new Set(
    findings.flatMap(({ accepted: by, documentId, rule, message }) =>
      by ? [`${documentId} ${rule} ${message}`] : [],
    ),
  );
  const shown = reportFindings(verdict.findings, documents, ignored).filter(
    ({ documentId, rule, message }) => !accepted.has(`${documentId} ${rule} ${message}`),
  );
  const outcome =
    fallsShort.length === 0 ? "Clean." : `**Falls short:** ${markdownText(fallsShort.join(" "))}`;
  const text = verdictAsMarkdown(
    scenario,
    { ...verdict, summary: [verdict.status.sentence], findings: shown },
    (id) => titles.get(id) ?? id,
  );
  const map = sceneToMermaid(sceneOf(scenario, verdict));
  return [
    text.trimEnd(),
    outcome,
    ...(notes.length > 0 ? [notes.map((note) => `- ${markdownText(note)}`).join("\n")] : []),
    `<details><summary>The map of the import</summary>\n\n\`\`\`mermaid\n${map.trimEnd()}\n\`\`\`\n\n</details>`,
    "",
  ].join("\n\n");
}
