import type { Scenario } from "#scenario";
import type { ExportedFile } from "./exported-document.ts";
import { codeSpan } from "./plain-text.ts";

/**
 * What the answers require of keys and roles of other accounts that no export format creates: the tag or alias by which
 * the platform role's policy names them. In Markdown; `undefined` if the policy names each by ARN.
 */
export function prerequisitesOf({ platformNaming }: Scenario): string | undefined {
  if (!platformNaming) return undefined;
  if (platformNaming.by === "alias")
    return `**Before you roll this out:** the platform role's policy allows only keys of other accounts that have an alias beginning with ${codeSpan(platformNaming.aliasPrefix)}. Create that alias for each key of the list, in the key's account and region. These files do not create it.`;
  const { tagKey, tagValue } = platformNaming;
  return `**Before you roll this out:** the platform role's policy allows only keys and roles of other accounts that have the tag ${codeSpan(`${tagKey} = ${tagValue}`)}. Add it to each key of the list, and to each existing target role. These files add it only to target roles that they create.`;
}

/** Adds the prerequisites below the title of each README. */
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
