import type { LayerDocument, Layers } from "#acquisition";
import { sha256Of } from "../sha256.ts";
import { type Line, named, paragraph, type Section, section, table } from "./blocks.ts";
import { count } from "./words.ts";

/** Which policies and grants beside the documents joined the decisions, and which kinds were not known. */
export function layerSection(layers: Layers = {}): readonly Section[] {
  const rows = kinds.flatMap(({ of, name, missing }): readonly (readonly Line[])[] => {
    const known = Object.entries(layers[of] ?? {}).filter(([, own]) => own.length > 0);
    if (known.length === 0) return [[[name], [{ state: "none known", tone: "open" }], [missing]]];
    return [...groupsOf(known).values()].map(({ owners, own }) => [
      [name],
      named(owners, mostNamed),
      textsLine(own),
    ]);
  });
  return section(
    ["The layers that were known"],
    [
      paragraph(
        "Policies of the organization, of boundaries, sessions and VPC endpoints, and grants that exist join every decision if they are imported.",
      ),
      ...table(["Layer", "Of", "What was known"], rows),
    ],
    { anchor: "layers" },
  );
}

type Texts = readonly (LayerDocument | readonly LayerDocument[])[];

/** The owners that have the same texts at the same levels, together. */
function groupsOf(known: readonly (readonly [string, Texts])[]) {
  const numbers = new Map<string, number>();
  const numberOf = ({ text }: LayerDocument) => {
    const number = numbers.get(text) ?? numbers.size;
    numbers.set(text, number);
    return number;
  };
  const groups = new Map<string, { readonly owners: string[]; readonly own: Texts }>();
  for (const [owner, own] of known) {
    const name = JSON.stringify(own.map((one) => [one].flat().map(numberOf)));
    const group = groups.get(name) ?? { owners: [], own };
    group.owners.push(owner);
    groups.set(name, group);
  }
  return groups;
}

/** So many owners are named, and so many of their texts by their SHA-256. */
const mostNamed = 5;

/** How many texts, at how many levels if they have some, and their sums. */
function textsLine(own: Texts): Line {
  const texts = own.flat();
  const levels = own.filter(Array.isArray).length;
  return [
    `${count(texts.length, "text")}${levels > 0 ? ` at ${count(levels, "level")}` : ""}, SHA-256 `,
    ...named(
      texts.map(({ text }) => sha256Of(text)),
      mostNamed,
    ),
  ];
}

const kinds: readonly {
  readonly of: keyof Layers;
  readonly name: string;
  readonly missing: string;
}[] = [
  { of: "serviceControlPolicies", name: "Service control policies", missing: refuses() },
  { of: "resourceControlPolicies", name: "Resource control policies", missing: refuses() },
  { of: "permissionsBoundaries", name: "Permissions boundaries", missing: refuses() },
  { of: "sessionPolicies", name: "Session policies", missing: refuses() },
  { of: "endpointPolicies", name: "VPC endpoint policies", missing: refuses() },
  { of: "grants", name: "Grants", missing: "AWS may allow more than this report says." },
];

function refuses(): string {
  return "AWS may refuse more than this report says.";
}
