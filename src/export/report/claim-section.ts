import type { ClaimResult } from "#verdict";
import { mitigationOf } from "./abuse-sections.ts";
import { type Line, list, paragraph, type Section, section } from "./blocks.ts";

/** The sentences about all requests: the refuted first, each with the request that gets through. The user's rules come before. */
export function claimSection(all: readonly ClaimResult[]): readonly Section[] {
  const rules = all.filter(({ rule }) => rule !== undefined);
  const claims = all.filter(({ rule }) => rule === undefined);
  return [
    ...sectionOf(
      rules,
      "Must never",
      "must-never",
      "Rules of the author of this work, each decided over every request that AWS can send. No document contains them.",
    ),
    ...sectionOf(
      claims,
      "Claims",
      "claims",
      "Each sentence is about every request that AWS can send, decided over all of them at once.",
    ),
  ];
}

function sectionOf(
  claims: readonly ClaimResult[],
  title: string,
  anchor: string,
  opening: string,
): readonly Section[] {
  if (claims.length === 0) return [];
  const inResult = (result: ClaimResult["result"]) =>
    claims.filter((claim) => claim.result === result);
  return section(
    [title],
    [
      paragraph(opening),
      ...list(
        [...inResult("refuted"), ...inResult("undecided"), ...inResult("proved")].map(lineOf),
      ),
      ...list(givenIn(claims).map((given): Line => [`Taken as given: ${given}.`])),
    ],
    { anchor },
  );
}

function lineOf(claim: ClaimResult): Line {
  const { sentence, result, whateverElse, witness, why } = claim;
  if (result === "proved")
    return [
      { state: "Proved", tone: "good" },
      `: ${sentence}${whateverElse ? " (It holds whatever other IAM policies allow.)" : ""}`,
    ];
  if (result === "undecided")
    return [{ state: "Not decided", tone: "open" }, `: ${sentence} ${why ?? ""}`];
  const remedy = mitigationOf(claim);
  const { principal, action, resource } = witness ?? {};
  const through = principal
    ? ` This request is allowed: ${principal} calls ${action} on ${resource}.`
    : "";
  return [
    {
      state: remedy === "" ? "Refuted" : "Refuted, left open by the answers",
      tone: remedy === "" ? "bad" : "caution",
    },
    `: ${sentence}${through}${remedy === "" ? "" : ` ${remedy}`}`,
  ];
}

function givenIn(claims: readonly ClaimResult[]): readonly string[] {
  return [...new Set(claims.flatMap(({ given }) => given))];
}
