const size = 1_000_000;

interface HostileDenial {
  readonly name: string;
  readonly text: string;
  /** Whether it is read as a denied request all the same. */
  readonly ok?: true;
}

/** Long texts on which a careless pattern searches for hours. */
export const hostileDenials: readonly HostileDenial[] = [
  { name: "spaces", text: `a${" ".repeat(size)}b` },
  { name: "beginnings of a message", text: "User: ".repeat(size / 5) },
  {
    name: "a user’s name",
    text: `User: ${"a".repeat(size)} is not authorized to perform: kms:Decrypt`,
  },
  {
    name: "messages without a resource",
    text: "User: a is not authorized to perform: kms:Decrypt because ".repeat(size / 50),
    ok: true,
  },
  {
    name: "escaped quotes",
    text: `User: a is not authorized to perform: kms:Decrypt on resource: ${'\\"'.repeat(size)}`,
    ok: true,
  },
  { name: "empty events", text: JSON.stringify(Array.from({ length: size / 10 }, () => ({}))) },
];
