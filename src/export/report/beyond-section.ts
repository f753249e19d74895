import type { AccessBeyond, AllowedRow, KeyAccess, KeyAccessRow, RoleBeyond } from "#acquisition";
import { type Line, list, named, paragraph, type Section, section } from "./blocks.ts";
import { count } from "./words.ts";

/** What each role can do that the import does not need, and who can use each key. */
export function beyondSection(beyond: AccessBeyond | undefined): readonly Section[] {
  if (!beyond) return [];
  const { roles, keys, notAsked } = beyond;
  return section(
    ["Beyond the import"],
    [
      paragraph(
        "Over every request that AWS can send: what the documents allow and the import does not need, and who can use each key.",
      ),
      ...(notAsked > 0
        ? [
            paragraph({
              state: `Not asked: ${count(notAsked, "other role or key")}`,
              tone: "open",
            }),
          ]
        : []),
    ],
    {
      anchor: "beyond",
      sections: [...roles.flatMap(roleSection), ...keys.flatMap(keySection)],
    },
  );
}

function roleSection({ role, onKeys, elsewhere, documentedOnly }: RoleBeyond): readonly Section[] {
  const parts = [
    ...onKeys.map(({ key, ...rest }) => ({ where: `On ${key}: `, ...rest })),
    { where: "On other resources: ", ...elsewhere },
  ];
  const lines = parts.flatMap(({ where, rows, undecided }): readonly Line[] => [
    ...rows.map(
      (row): Line => [{ state: "Allowed", tone: "caution" }, `. ${where}`, ...rowLine(row)],
    ),
    ...undecided.map(
      (sentence): Line => [{ state: "Not decided", tone: "open" }, `. ${where}${sentence}`],
    ),
  ]);
  return section(
    [role],
    [
      ...(lines.length > 0
        ? list(lines)
        : [
            paragraph(
              { state: "Nothing beyond the import", tone: "good" },
              ": this is the least privilege.",
            ),
          ]),
      ...(documentedOnly.length > 0
        ? [
            paragraph(
              "Counted as needed because the vendor documents it, though no step is known to call it: ",
              ...named(documentedOnly, 10),
              ".",
            ),
          ]
        : []),
    ],
  );
}

function keySection({ key, rows, ofAccount, undecided }: KeyAccess): readonly Section[] {
  const lines = [
    ...rows.map((row): Line => ["Named by the key policy: ", ...accessLine(row)]),
    ...ofAccount.map(
      (row): Line => ["The key’s own account, as its IAM policies allow: ", ...accessLine(row)],
    ),
    ...undecided.map((sentence): Line => [{ state: "Not decided", tone: "open" }, `. ${sentence}`]),
  ];
  return section(
    [`Who can use ${key}`],
    lines.length > 0 ? list(lines) : [paragraph("Nobody: the key policy allows no request.")],
  );
}

function accessLine(row: KeyAccessRow): Line {
  const { statements } = row;
  return statements.length > 0
    ? [row.sentence, " By ", ...named(statements, 5), "."]
    : [row.sentence];
}

/** A sentence with the resources that it is about, and one of its requests. */
function rowLine({ sentence, resources, request }: AllowedRow): Line {
  return [
    sentence,
    ...(resources.length > 0 ? [" On ", ...named(resources, 3), "."] : []),
    " One request: ",
    { code: request.principal },
    " calls ",
    { code: request.action },
    " on ",
    { code: request.resource },
    ".",
  ];
}
