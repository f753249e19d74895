import { printStatement, withStatement } from "#policy";
import { type Candidate, editOf, type Rank, ranks } from "./candidate.ts";
import { memberText, type Slot, slotsOf } from "./slots.ts";
import {
  type EditableStatement,
  editableStatements,
  nameOfStatement,
  withMember,
  withoutMember,
  withoutStatement,
  withoutValue,
  withReplaced,
  withValue,
} from "./statement-edits.ts";

/**
 * The differences between the text of a document and its generated text, each as one change that takes it back.
 * Statements are paired by Sid. Empty if the text is not JSON.
 */
export function differencesFrom(
  generated: string,
  documentId: string,
  text: string,
): readonly Candidate[] {
  if (generated === text) return [];
  const present = editableStatements(text);
  const pairs = editableStatements(generated).map((expected) => ({
    expected,
    at: present.find(({ json }) => json.Sid === expected.json.Sid),
  }));
  const paired = new Set(pairs.flatMap(({ at }) => at ?? []));
  return [
    ...pairs.flatMap(({ expected, at }) =>
      at ? statementDifferences(documentId, at, expected) : missing(documentId, text, expected),
    ),
    ...present.filter((one) => !paired.has(one)).flatMap((at) => removal(documentId, at)),
    ...(present.length > 0
      ? [
          {
            rank: ranks.generatedDocument,
            title: "Go back to the generated document",
            diff: { where: "the whole document", added: "the generated text" },
            change: { documentId, text: generated },
          },
        ]
      : []),
  ];
}

function missing(
  documentId: string,
  text: string,
  expected: EditableStatement,
): readonly Candidate[] {
  const after = withStatement(text, printStatement(expected.json));
  if (after === undefined) return [];
  const name = nameOfStatement(expected);
  return [
    {
      rank: ranks.difference,
      title: `Add the statement ${name}`,
      diff: { where: name, added: JSON.stringify(expected.json) },
      change: { documentId, text: after },
    },
  ];
}

function removal(documentId: string, at: EditableStatement): readonly Candidate[] {
  const title = `Remove ${nameOfStatement(at)}`;
  const removed = JSON.stringify(at.json);
  return editOf(documentId, at, withoutStatement(at), ranks.removedStatement, title, { removed });
}

function statementDifferences(
  documentId: string,
  at: EditableStatement,
  expected: EditableStatement,
): readonly Candidate[] {
  const own = slotsOf(at.json);
  const expectedSlots = slotsOf(expected.json);
  const single = [
    ...expectedSlots.flatMap((slot) => slotDifferences(documentId, at, slot, find(own, slot))),
    ...own
      .filter((slot) => !find(expectedSlots, slot))
      .flatMap((slot) =>
        edit(
          documentId,
          at,
          withoutMember(at, slot.path),
          `Remove ${memberText(slot)} from ${nameOfStatement(at)}`,
          { removed: memberText(slot) },
        ),
      ),
  ];
  if (single.length < 2) return single;
  // Several differences together: the statement as it was generated.
  const start = at.node.offset;
  const text =
    at.text.slice(0, start) +
    expected.text.slice(expected.node.offset, expected.node.offset + expected.node.length) +
    at.text.slice(start + at.node.length);
  const whole = edit(
    documentId,
    at,
    text,
    `Write ${nameOfStatement(at)} as generated`,
    { removed: JSON.stringify(at.json), added: JSON.stringify(expected.json) },
    ranks.generatedStatement,
  );
  return [...single, ...whole];
}

function find(slots: readonly Slot[], { path }: Slot): Slot | undefined {
  return slots.find((other) => other.path.join("\n") === path.join("\n"));
}

function slotDifferences(
  documentId: string,
  at: EditableStatement,
  expected: Slot,
  own: Slot | undefined,
): readonly Candidate[] {
  const { path } = expected;
  const name = nameOfStatement(at);
  const wholeTitle = `Write ${memberText(expected)} in ${name}`;
  const whole = () =>
    edit(documentId, at, withMember(at, path, expected.json), wholeTitle, {
      ...(own ? { removed: memberText(own) } : {}),
      added: memberText(expected),
    });
  if (!own) return whole();
  const missing = expected.values.filter((value) => !own.values.includes(value));
  const extra = own.values.filter((value) => !expected.values.includes(value));
  const [lost, ...moreLost] = missing;
  const [strange, ...moreStrange] = extra;
  if (lost !== undefined && strange !== undefined && moreLost.length + moreStrange.length === 0)
    return edit(
      documentId,
      at,
      withReplaced(at, path, strange, lost),
      `Replace ${JSON.stringify(strange)} by ${JSON.stringify(lost)} in ${name}`,
      {
        removed: JSON.stringify(strange),
        added: JSON.stringify(lost),
      },
    );
  return [
    ...missing.flatMap((value) =>
      edit(documentId, at, withValue(at, path, value), `Add ${JSON.stringify(value)} to ${name}`, {
        added: JSON.stringify(value),
      }),
    ),
    ...extra.flatMap((value) =>
      edit(
        documentId,
        at,
        withoutValue(at, path, value),
        `Remove ${JSON.stringify(value)} from ${name}`,
        { removed: JSON.stringify(value) },
      ),
    ),
    ...(missing.length + extra.length > 1 ? whole() : []),
  ];
}

function edit(
  documentId: string,
  at: EditableStatement,
  text: string | undefined,
  title: string,
  lines: { readonly removed?: string; readonly added?: string },
  rank: Rank = ranks.difference,
): readonly Candidate[] {
  return editOf(documentId, at, text, rank, title, lines);
}
