import { grantsToMake, type Scenario } from "#scenario";
import type { ExportedFile } from "./exported-document.ts";
import { codeSpan } from "./plain-text.ts";
import { withReadmeNote } from "./readme-note.ts";

/** So many grants are written; of more, the number is said. */
const mostGrants = 20;

/** Each README says below its title which grants other users of the keys need: no export makes them. */
export function withGrantNote(
  scenario: Scenario,
  files: readonly ExportedFile[],
): readonly ExportedFile[] {
  const grants = grantsToMake(scenario);
  if (grants.length === 0) return files;
  const rest = grants.length - mostGrants;
  const note = [
    "**After you rolled this out:** other users of the keys need these grants, and these files do not make them. An administrator of the account makes each.",
    grants
      .slice(0, mostGrants)
      .map(
        ({ user, role, command }) => `- ${user}, in account ${role.account}: ${codeSpan(command)}`,
      )
      .join("\n"),
    ...(rest > 0 ? [`And ${rest} more: the checklist of Keyhole lists them all.`] : []),
  ].join("\n\n");
  return withReadmeNote(files, note);
}
