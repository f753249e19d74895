import type { StatementPlace } from "#acquisition";
import { parseDocument, statementName, statementsOf } from "#policy";
import { nameOfKey, type Scenario, type Source, sourcesOf } from "#scenario";
import { textsOf, type WorkDocument } from "#state";
import { titleOf } from "../editor/words.ts";
import { useKeyhole } from "../store.tsx";

/** The documents of the work by id. */
export function useDocument(documentId: string): WorkDocument | undefined {
  return useKeyhole((state) => textsOf(state).find(({ generated }) => generated.id === documentId));
}

/** The title of a document; its id if the document no longer exists. */
export function documentTitle(document: WorkDocument | undefined, documentId: string): string {
  if (!document) return documentId;
  if (document.layer) return document.layer.title;
  const { kind, region } = document.generated;
  return kind === "key" && region
    ? `${titleOf(document.generated)} in ${region}`
    : titleOf(document.generated);
}

/** The name of a statement: its Sid, or else its position from 1. */
export function nameOfStatement(document: WorkDocument | undefined, place: StatementPlace): string {
  const parsed = document && parseDocument(document.text);
  const statement = parsed?.ok ? statementsOf(parsed.policy)[place.statement] : undefined;
  return statementName(statement?.Sid, place.statement);
}

/** The sources of a scenario by their id in the verdict. */
export function sourcesById(scenario: Scenario): ReadonlyMap<string, Source> {
  return new Map(
    sourcesOf(scenario).map((source) => [
      `${source.target.id}/${source.key.id}/${source.region}`,
      source,
    ]),
  );
}

/** The short name of a source's key: the first block of an id. */
export function shortKeyName({ key }: Source): string {
  const name = nameOfKey(key);
  return /^(mrk-)?[0-9a-f]{8}/.test(name)
    ? `${name.slice(0, name.startsWith("mrk-") ? 12 : 8)}…`
    : name;
}

/** The titles of all documents, by id. */
export function documentTitles(work: Parameters<typeof textsOf>[0]): ReadonlyMap<string, string> {
  return new Map(
    textsOf(work).map((document) => [
      document.generated.id,
      documentTitle(document, document.generated.id),
    ]),
  );
}
