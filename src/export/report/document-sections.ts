import { documentTitle, parseDocument, sizeOf, statementName, statementsOf } from "#policy";
import { attachGuide } from "../attach.ts";
import type { ExportedDocument } from "../exported-document.ts";
import { fileNamesOf } from "../file-names.ts";
import type { ExportOptions } from "../options.ts";
import { sha256Of } from "../sha256.ts";
import { type Block, type Line, named, paragraph, type Section, section, table } from "./blocks.ts";
import { manyAccounts } from "./import-section.ts";
import { count, grouped } from "./words.ts";

/** A document with the file that the plain export has it in. */
interface Filed {
  readonly document: ExportedDocument;
  readonly file: string;
}

/** Every document by account: where it goes, why each statement is there, and its text. Equal texts stand once. */
export function documentSections(
  documents: readonly ExportedDocument[],
  onWork: ExportOptions["onWork"],
): readonly Section[] {
  const files = fileNamesOf(documents);
  const filed = documents.map((document, index) => ({ document, file: files[index] ?? "" }));
  const accounts = grouped(filed, ({ document }) => document.account);
  return section(
    ["The documents"],
    documents.length === 0
      ? [paragraph("There are no documents: the questions are still open.")]
      : [
          paragraph(
            "As they stand in the editors. A reason is what Keyhole wrote the statement of that Sid for; whether the text still does only that is for the review.",
          ),
        ],
    {
      anchor: "documents",
      sections: accounts.flatMap((own, index) =>
        section(["Account ", { code: own[0].document.account || "not answered yet" }], [], {
          anchor: accountAnchor(index),
          sections: grouped(own, sameText).flatMap((same) => {
            onWork?.();
            return documentSection(same);
          }),
          folded: accounts.length > manyAccounts,
        }),
      ),
    },
  );
}

/** The anchor of an account's documents, by its place among the accounts that have some. */
export function accountAnchor(index: number): string {
  return `account-${index + 1}`;
}

/** Key policies alone are written alike for several keys. */
function sameText({ document }: Filed): string {
  const { kind, id, text, statements } = document;
  return kind === "key" ? JSON.stringify([text, statements]) : id;
}

function documentSection(own: readonly [Filed, ...Filed[]]): readonly Section[] {
  const [{ document }] = own;
  const { kind, text } = document;
  const size = sizeOf(kind, text);
  const title =
    own.length > 1 ? `Key policy of ${count(own.length, "key")}` : documentTitle(document);
  return section(
    document.region !== undefined && own.length === 1
      ? [title, " in ", { code: document.region }]
      : [title],
    [
      {
        kind: "facts",
        rows: [
          ["Goes to", placesLine(own)],
          ["By hand", [attachGuide(document, "").consolePath.join(" › ")]],
          [
            "File in the plain export",
            named(
              own.map(({ file }) => file),
              5,
            ),
          ],
          [
            "Size",
            [
              size.fits ? size.words : { state: size.words, tone: "bad" },
              size.advice ? `. ${size.advice}` : "",
            ],
          ],
          ["SHA-256 of that file", [{ code: sha256Of(text) }]],
        ],
      },
      ...statementBlocks(document),
      { kind: "text", text },
    ],
  );
}

function placesLine(own: readonly Filed[]): Line {
  const [first] = own;
  if (own.length === 1 && first) {
    const { attachTo } = first.document;
    if (attachTo.to === "role") return ["The role ", { code: attachTo.roleArn }];
    return attachTo.keyArn ? ["The key ", { code: attachTo.keyArn }] : [attachTo.keys];
  }
  const places = own.map(({ document: { attachTo, region } }) =>
    attachTo.to === "key" ? (attachTo.keyArn ?? `${attachTo.keys} (${region})`) : attachTo.roleArn,
  );
  return ["The keys ", ...named(places, 50)];
}

function statementBlocks({ text, statements }: ExportedDocument): readonly Block[] {
  const parsed = parseDocument(text);
  if (!parsed.ok)
    return [paragraph({ state: "This text is no JSON: AWS refuses it.", tone: "bad" })];
  const reasons = new Map(statements.map((statement) => [statement.sid, statement]));
  const rows = statementsOf(parsed.policy).map((statement, index): readonly Line[] => {
    const { Sid: sid } = statement;
    const name = typeof sid === "string" && sid !== "" ? sid : undefined;
    const reason = name === undefined ? undefined : reasons.get(name);
    if (name !== undefined) reasons.delete(name);
    return [
      name === undefined ? [statementName(sid, index)] : [{ code: name }],
      reason
        ? [reason.reason]
        : [{ state: "the author’s own", tone: "caution" }, ": Keyhole knows no reason for it"],
      [reason?.serves.join(", ") ?? ""],
      [reason?.source ?? ""],
    ];
  });
  const gone = [...reasons.keys()];
  return [
    ...table(["Statement", "Why", "Serves", "Source"], rows),
    ...(gone.length > 0
      ? [paragraph("As generated there was also ", ...named(gone, 20), "; this text is without.")]
      : []),
  ];
}
