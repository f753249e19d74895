import { type DocumentKind, documentTitle, kindWords, limits, sizeOf, withCommas } from "#policy";
import type { ExportedDocument } from "../exported-document.ts";
import { type Line, list, type Section, section, table } from "./blocks.ts";
import { grouped } from "./words.ts";

const kinds: readonly DocumentKind[] = ["identity", "trust", "key"];

/** The documents against what AWS accepts. */
export function limitSection(documents: readonly ExportedDocument[]): readonly Section[] {
  const sized = documents.map((document) => ({
    document,
    size: sizeOf(document.kind, document.text),
  }));
  const rows = kinds.flatMap((kind): readonly (readonly Line[])[] => {
    const own = sized.filter(({ document }) => document.kind === kind);
    const largest = own.toSorted((one, other) => other.size.used - one.size.used)[0];
    if (!largest) return [];
    const over = own.filter(({ size }) => !size.fits).length;
    return [
      [
        [kindWords[kind]],
        [withCommas(own.length)],
        [largest.size.words],
        [
          over > 0
            ? { state: `${withCommas(over)} too large`, tone: "bad" }
            : { state: "all fit", tone: "good" },
        ],
      ],
    ];
  });
  const attached = grouped(
    documents.filter(({ kind }) => kind === "identity"),
    ({ attachTo, id }) => (attachTo.to === "role" ? attachTo.roleArn : id),
  ).filter((own) => own.length > limits.attachedPolicies);
  return section(
    ["Limits of AWS"],
    [
      ...table(["Kind", "How many", "The largest", "Result"], rows),
      ...list([
        ...sized
          .filter(({ size }) => !size.fits)
          .map(
            ({ document, size }): Line => [
              `${documentTitle(document)}, account `,
              { code: document.account },
              `: ${size.words}. ${size.advice ?? ""}`,
            ],
          ),
        ...attached.map(
          (own): Line => [
            `${own[0].name} needs ${own.length} managed policies: a role takes ${limits.attachedPolicies} by default and ${limits.attachedPoliciesOnRequest} on request.`,
          ],
        ),
      ]),
    ],
    { anchor: "limits" },
  );
}
