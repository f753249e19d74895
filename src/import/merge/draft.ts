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

/** A brought policy that can be read. */
interface Readable {
  readonly text: string;
  readonly parsed: Extract<ParsedDocument, { ok: true }>;
}

/** A document on its way: theirs, and what becomes of each of our statements in it. */
export interface Draft {
  readonly document: ScenarioDocument;
  readonly theirs: Readable;
  readonly statements: readonly PlacedStatement[];
  /** Statements of further policies that were brought for the same document. */
  readonly more: readonly Statement[];
  readonly ours: readonly DraftStatement[];
  readonly version: "keep" | "raise";
  readonly notes: readonly string[];
}

export interface DraftStatement {
  readonly place: Placement;
  /** As it is written, under a free Sid. */
  readonly statement: Statement;
  /** The document as it stands, without this statement. */
  readonly documentWithout: string;
  readonly redundant: boolean;
}

/** Reads theirs and the document as it stands, and finds the place of each of our statements. */
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
        "The document in the editor is not valid JSON. Correct it or reset it, then bring the policy again.",
    };
  const readable: Readable[] = [];
  for (const text of texts) {
    const parsed = parseDocument(text);
    if (!parsed.ok) return { ok: false, message: whyUnreadable(text, parsed.problems[0]) };
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
  const standing = placedStatements(own.tree).filter(
    ({ node, meaning }) => node.type === "object" && (!known.has(meaning) || said.has(meaning)),
  );
  // What the user brought before gives way to what he brings now: only ours may take a statement's place.
  const outdated = standing.filter(
    (one) => !isGenerated(one) && one.sid !== undefined && taken.has(one.sid),
  );
  const ownStatements = standing.filter((one) => !outdated.includes(one) || said.has(one.meaning));
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
        "A policy here has Version 2008-10-17, where `${…}` is plain text, and it meets statements with policy variables. Set its Version to 2012-10-17 and write `${$}` for each plain `$`, then bring it again.",
    };
  const notes = notesOn(others, version, outdated);
  return { ok: true, draft: { document, theirs, statements, more, ours, version, notes } };
}

function whyUnreadable(text: string, { start, message }: SyntaxProblem): string {
  const line = text.slice(0, start).split("\n").length;
  return `The policy cannot be read. Line ${line}: ${message}.`;
}

/** The text of a draft as it stands. */
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
 * Policy variables count under Version 2012-10-17 only. Theirs keeps its own as long as nothing that goes into it has
 * any; it may be raised where no text of an older version has a `${` whose meaning would change.
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
  // A policy without a list of statements gets the Version with it.
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

/** Whether a statement is one that the answers give, edited or not. */
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
          `What stands in the editor under the same Sid and is not ours gives way: ${outdated.map(({ sid }) => sid).join(", ")}.`,
        ]
      : []),
    ...(others.length > 0
      ? [
          `${others.length === 1 ? "Another policy was" : `${others.length} other policies were`} brought for this document: their statements stand after those of the first.`,
        ]
      : []),
    ...(version === "raise"
      ? ["Version is raised to 2012-10-17: a statement that was added has policy variables."]
      : []),
  ];
}
