import type { StatementPlace } from "#acquisition";
import { parseDocument, statementsOf } from "#policy";
import { nameOfKey, type Scenario, type Source, sourcesOf } from "#scenario";
import { documentsOf, type WorkDocument } from "#state";
import { titleOf } from "../editor/words.ts";
import { useKeyhole } from "../store.tsx";

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
