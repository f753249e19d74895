import type { StatementPlace } from "#acquisition";
import { parseArn, parseDocument, statementsOf } from "#policy";
import { type Scenario, type Source, sourcesOf } from "#scenario";
import { documentsOf, type WorkDocument } from "#state";
import { titleOf } from "../editor/words.ts";
import { useKeyhole } from "../store.tsx";
import { nameOfKey } from "../wizard/key-name.ts";

/** The documents of the work by id. */
export function useDocument(documentId: string): WorkDocument | undefined {
  return useKeyhole((state) =>
    documentsOf(state).find(({ generated }) => generated.id === documentId),
  );
}

/** What a document is called; its id where the answers no longer ask for it. */
export function documentTitle(document: WorkDocument | undefined, documentId: string): string {
  if (!document) return documentId;
  const { kind, region } = document.generated;
  return kind === "key" && region
    ? `${titleOf(document.generated)} in ${region}`
    : titleOf(document.generated);
}

/** What to call a statement: its Sid, else its place from 1. */
export function statementName(document: WorkDocument | undefined, place: StatementPlace): string {
  const parsed = document && parseDocument(document.text);
  const statement = parsed?.ok ? statementsOf(parsed.policy)[place.statement] : undefined;
  const sid: unknown = statement?.Sid;
  return typeof sid === "string" && sid !== "" ? sid : `statement ${place.statement + 1}`;
}

/** Who an ARN is, as people say it, and whose. */
export function principalName(arn: string): { readonly name: string; readonly account: string } {
  const parts = parseArn(arn);
  if (!parts) return { name: arn, account: "" };
  const session = /^assumed-role\/(.+)$/.exec(parts.resource)?.[1];
  return { name: session ?? parts.resource.replace(/^.*\//, ""), account: parts.account };
}

/** The sources of a scenario by the id that a run names them by. */
export function sourcesById(scenario: Scenario): ReadonlyMap<string, Source> {
  return new Map(
    sourcesOf(scenario).map((source) => [
      `${source.target.id}/${source.key.id}/${source.region}`,
      source,
    ]),
  );
}

/** What a source's key is called in a row: an id by its first block. */
export function shortKeyName({ key }: Source): string {
  const name = nameOfKey(key);
  return /^(mrk-)?[0-9a-f]{8}/.test(name)
    ? `${name.slice(0, name.startsWith("mrk-") ? 12 : 8)}…`
    : name;
}

/** What every document of the work is called, by id. */
export function documentTitles(
  work: Parameters<typeof documentsOf>[0],
): ReadonlyMap<string, string> {
  return new Map(
    documentsOf(work).map((document) => [
      document.generated.id,
      documentTitle(document, document.generated.id),
    ]),
  );
}
