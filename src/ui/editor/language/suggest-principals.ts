import type { CursorContext } from "./cursor-context.ts";
import { knownValues, rootsOf } from "./known-values.ts";
import { quoted, type Suggestion, type Surroundings } from "./suggestion.ts";

/** The suggested values of the whole Principal element. */
export function suggestPrincipal(): Suggestion[] {
  return [
    {
      label: "AWS",
      insert: '{ "AWS": "$0" }',
      kind: "element",
      about: "Accounts, roles and users.",
      again: true,
    },
    {
      label: "Service",
      insert: '{ "Service": "$0" }',
      kind: "element",
      about: "An AWS service that calls on its own behalf.",
      again: true,
    },
    everyone,
  ];
}

const everyone: Suggestion = {
  label: "*",
  insert: '"*"',
  kind: "value",
  detail: "everyone",
  about: "Everyone in every account, unless a condition restricts it.",
};

/** The kinds of principal. Source: IAM User Guide, "AWS JSON policy elements: Principal". */
export function suggestPrincipalTypes({ siblings, hasColon }: CursorContext): Suggestion[] {
  return [
    ["AWS", "Accounts, roles and users."],
    ["Service", "An AWS service that calls on its own behalf."],
    ["Federated", "An identity provider; in trust policies only."],
  ].flatMap(([label = "", about = ""]): Suggestion[] =>
    siblings.includes(label)
      ? []
      : [
          {
            label,
            insert: hasColon ? `"${label}"` : `"${label}": "$0"`,
            kind: "element",
            about,
            again: !hasColon,
          },
        ],
  );
}

/** The principals in the answers. */
export function suggestPrincipals(
  type: string,
  { siblings }: CursorContext,
  { scenario }: Surroundings,
): Suggestion[] {
  if (type === "Service")
    return [
      {
        label: "ec2.amazonaws.com",
        insert: quoted("ec2.amazonaws.com"),
        kind: "value",
        detail: "EC2 on its own behalf",
        about: "EBS uses keys only on behalf of its callers, so it needs no statement.",
      },
    ];
  if (type !== "AWS") return [];
  const { roles, administrators } = knownValues(scenario);
  const known = [...roles, ...rootsOf(scenario), ...administrators].map(
    ({ value, what }): Suggestion => ({
      label: value,
      insert: quoted(value),
      kind: "value",
      detail: what,
    }),
  );
  return [...known, everyone].filter(({ label }) => !siblings.includes(label));
}
