import type { ScenarioDocument } from "#acquisition";
import {
  memberOf,
  type ParsedDocument,
  parseDocument,
  type Statement,
  type SyntaxNode,
  type SyntaxProblem,
} from "#policy";
import { type Placement, placementsOf, underFreeSid } from "./join.ts";
import { type PlacedStatement, placedStatements } from "./statements.ts";
import { withInsertions } from "./write.ts";

/** An imported policy without syntax errors. */
interface Readable {
  readonly text: string;
  readonly parsed: Extract<ParsedDocument, { ok: true }>;
}

/** A document during a merge: the imported policy, and what happens to each generated statement. */
export interface Draft {
  readonly document: ScenarioDocument;
  readonly theirs: Readable;
  readonly statements: readonly PlacedStatement[];
  /** Statements of further policies that were imported for the same document. */
  readonly more: readonly Statement[];
  readonly ours: readonly DraftStatement[];
  readonly version: "keep" | "raise";
  readonly notes: readonly string[];
}

/** A generated statement, and its place in the merged document. */
export interface DraftStatement {
  readonly place: Placement;
  /** The statement as it is written, with a free Sid. */
  readonly statement: Statement;
  /** The text of the present document without this statement. */
  readonly documentWithout: string;
  readonly redundant: boolean;
}

/** Reads the imported policies and the present document, and places each statement of the document. */
export function draftOf(
  document: ScenarioDocument,
  generated: string,
  texts: readonly string[],
): { readonly ok: true; readonly draft: Draft } | { readonly ok: false; readonly message: string } {
  const own = parseDocument(document.text);
  if (!own.ok)
    return {
      ok: false,
      message:
        "The document in the editor is not valid JSON. Correct or reset it, then import the policy again.",
    };
  const readable: Readable[] = [];
  for (const text of texts) {
    const parsed = parseDocument(text);
    if (!parsed.ok) return { ok: false, message: syntaxErrorMessage(text, parsed.problems[0]) };
    readable.push({ text, parsed });
  }
  const [theirs, ...others] = readable;
  if (!theirs) return { ok: false, message: "There is no policy to merge." };
  const statements = placedStatements(theirs.parsed.tree);
  const taken = new Set(statements.flatMap(({ sid }) => sid ?? []));
  const said = new Set(statements.map(({ meaning }) => meaning));
  const known = new Set(said);
  const more = others.flatMap(({ parsed }) =>
    placedStatements(parsed.tree).flatMap(({ node, value, meaning }) => {
      if (node.type !== "object" || known.has(meaning)) return [];
      known.add(meaning);
      return [underFreeSid(value, taken)];
    }),
  );
  const isGenerated = generatedIn(generated);
  const present = placedStatements(own.tree).filter(
    ({ node, meaning }) => node.type === "object" && (!known.has(meaning) || said.has(meaning)),
  );
  // A newly imported statement replaces an earlier imported one of the same Sid. Only a generated statement may replace
  // an imported one.
  const outdated = present.filter(
    (one) => !isGenerated(one) && one.sid !== undefined && taken.has(one.sid),
  );
  const ownStatements = present.filter((one) => !outdated.includes(one) || said.has(one.meaning));
  const ours = placementsOf(ownStatements, statements).map(
    (place): DraftStatement => ({
      place,
      statement: place.kind === "added" ? underFreeSid(place.ours.value, taken) : place.ours.value,
      documentWithout: withoutStatement(document.text, own.tree, place.ours),
      redundant: false,
    }),
  );
  const version = versionFor(theirs, others, [
    ...more,
    ...ours.flatMap(({ place, statement }) => (place.kind === "same" ? [] : [statement])),
  ]);
  if (version === "contradiction")
    return {
      ok: false,
      message:
        "A policy has Version 2008-10-17, which treats `${…}` as plain text, but other statements use policy variables. Set its Version to 2012-10-17, write `${$}` for each plain `$`, and import it again.",
    };
  const notes = notesOn(others, version, outdated);
  return { ok: true, draft: { document, theirs, statements, more, ours, version, notes } };
}

function syntaxErrorMessage(text: string, { start, message }: SyntaxProblem): string {
  const line = text.slice(0, start).split("\n").length;
  return `The policy cannot be read. Line ${line}: ${message}.`;
}

/** The present text of a draft. */
export function textOf({ theirs, statements, more, ours, version }: Draft): string {
  const { tree } = theirs.parsed;
  const replaced = new Map<SyntaxNode, Statement>();
  for (const { place, statement } of ours) {
    const node = place.kind === "replaces" ? statements[place.theirs]?.node : undefined;
    if (node) replaced.set(node, statement);
  }
  const added = ours.flatMap(({ place, redundant, statement }) =>
    place.kind === "added" && !redundant ? [statement] : [],
  );
  const text = withInsertions(theirs.text, tree, { replaced, added: [...more, ...added] });
  return version === "raise" ? raised(text) : text;
}

function withoutStatement(text: string, tree: SyntaxNode, { index }: PlacedStatement): string {
  const policy = JSON.parse(text) as { Statement?: unknown };
  const list = memberOf(tree, "Statement")?.type === "array" ? policy.Statement : [];
  const rest = Array.isArray(list) ? list.filter((_, at) => at !== index) : [];
  return JSON.stringify({ ...policy, Statement: rest });
}

/**
 * Only Version 2012-10-17 supports policy variables. The imported policy keeps its Version unless an added statement
 * needs variables. The Version is not raised if an older text has a `${`, because its meaning would change.
 * Source: IAM User Guide, "IAM JSON policy elements: Version".
 */
function versionFor(
  theirs: Readable,
  others: readonly Readable[],
  inserted: readonly Statement[],
): "keep" | "raise" | "contradiction" {
  const isCurrent = ({ parsed }: Readable) => parsed.policy.Version === "2012-10-17";
  const isPlain = (one: Readable) => !isCurrent(one) && one.text.includes("${");
  const hasVariables = inserted.some((one) => JSON.stringify(one).includes("${"));
  if (!hasVariables) return "keep";
  if (others.some(isPlain) || isPlain(theirs)) return "contradiction";
  // A policy without a list of statements gets the Version together with the list.
  const isNew =
    theirs.parsed.policy.Version === undefined && !memberOf(theirs.parsed.tree, "Statement");
  return isCurrent(theirs) || isNew ? "keep" : "raise";
}

function raised(text: string): string {
  const parsed = parseDocument(text);
  if (!parsed.ok) return text;
  const version = memberOf(parsed.tree, "Version");
  if (version)
    return `${text.slice(0, version.offset)}"2012-10-17"${text.slice(version.offset + version.length)}`;
  const at = parsed.tree.offset + 1;
  return `${text.slice(0, at)}"Version": "2012-10-17",${text.slice(at)}`;
}

/** Whether a statement comes from the answers, edited or not. */
function generatedIn(text: string): (statement: PlacedStatement) => boolean {
  const parsed = parseDocument(text);
  const statements = parsed.ok ? placedStatements(parsed.tree) : [];
  const sids = new Set(statements.flatMap(({ sid }) => sid ?? []));
  return ({ sid }) => sid !== undefined && sids.has(sid);
}

function notesOn(
  others: readonly Readable[],
  version: "keep" | "raise",
  outdated: readonly PlacedStatement[],
): readonly string[] {
  return [
    ...(outdated.length > 0
      ? [
          `These earlier statements of the editor have the same Sid and are replaced: ${outdated.map(({ sid }) => sid).join(", ")}.`,
        ]
      : []),
    ...(others.length > 0
      ? [
          `${others.length === 1 ? "Another policy was" : `${others.length} other policies were`} imported for this document. Statements of later policies follow those of the first.`,
        ]
      : []),
    ...(version === "raise"
      ? ["Version is now 2012-10-17, because an added statement has policy variables."]
      : []),
  ];
}
