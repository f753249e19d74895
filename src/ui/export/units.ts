/**
 * The ids of organizational units and roots in a text, each once, and the other words. Only the first part of a long text
 * is read. Source: AWS Organizations API Reference, "Parent".
 */
export function unitsIn(text: string): {
  readonly units: readonly string[];
  readonly others: readonly string[];
} {
  const words = [
    ...new Set(
      text
        .slice(0, mostCharacters)
        .split(/[\s,;]+/)
        .filter(Boolean),
    ),
  ];
  return {
    units: words.filter((word) => isUnit.test(word)),
    others: words.filter((word) => !isUnit.test(word)),
  };
}

const isUnit = /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/;
const mostCharacters = 20_000;
