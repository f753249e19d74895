import type { Scenario } from "#scenario";
import type { ExportedFile } from "./exported-document.ts";
import { codeSpan } from "./plain-text.ts";

/**
 * What the answers promise of keys and roles of other accounts and no format brings about: the tag or alias by which the
 * platform role's policy names them. In Markdown; nothing where it names each by its own name.
 */
export function prerequisitesOf({ platformNaming }: Scenario): string | undefined {
  if (!platformNaming) return undefined;
  if (platformNaming.by === "alias")
    return `**Before you roll this out:** the platform role's policy reaches only keys of other accounts that have an alias beginning with ${codeSpan(platformNaming.aliasPrefix)}. Give each key of the list one, in its own account and region: nothing here does.`;
  const { tagKey, tagValue } = platformNaming;
  return `**Before you roll this out:** the platform role's policy reaches only keys and roles of other accounts that have the tag ${codeSpan(`${tagKey} = ${tagValue}`)}. Put it on each key of the list, and on each target role that exists already: nothing here does. Target roles that are made here get it.`;
}

/** The files with what must be done before, below the title of each README. */
export function withPrerequisites(
  scenario: Scenario,
  files: readonly ExportedFile[],
): readonly ExportedFile[] {
  const promised = prerequisitesOf(scenario);
  if (promised === undefined) return files;
  return files.map(({ path, text }) => {
    const titleEnd = text.indexOf("\n\n");
    return path.endsWith("/README.md") && titleEnd > 0
      ? { path, text: `${text.slice(0, titleEnd)}\n\n${promised}${text.slice(titleEnd)}` }
      : { path, text };
  });
}
