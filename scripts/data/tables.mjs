// What both generated files share: sorted names, key lists said once and shared by index.

export const byName = (one, other) => (one < other ? -1 : one > other ? 1 : 0);

/** A list that gives each distinct entry one index. */
export function indexed() {
  const index = new Map();
  return {
    of(entry) {
      const text = JSON.stringify(entry);
      if (!index.has(text)) index.set(text, index.size);
      return index.get(text);
    },
    entries: () => [...index.keys()].map((text) => JSON.parse(text)),
  };
}

/** The one-letter code of a condition key's type; an upper-case letter is a list. */
const typeCodes = {
  String: "s",
  ArrayOfString: "S",
  ARN: "a",
  ArrayOfARN: "A",
  Bool: "b",
  ArrayOfBool: "B",
  Numeric: "n",
  ArrayOfNumeric: "N",
  Date: "d",
  ArrayOfDate: "D",
  IPAddress: "i",
  ArrayOfIPAddress: "I",
  Binary: "y",
  ArrayOfBinary: "Y",
};

export function typeCode(type) {
  const code = typeCodes[type];
  if (!code) throw new Error(`a condition key of an unknown type: ${type}`);
  return code;
}

/**
 * A key as the app writes it: where a name of one's own stands, `\${…}`; the reference has other marks here and there.
 * The platform configuration registers become one key.
 */
export function asPattern(key) {
  return key
    .replace(/^(kms:RecipientAttestation:(?:NitroTPM)?PCR)\d+$/, "$1${PCR_ID}")
    .replace(/\/(<key>|tag-key)?$/, "/${TagKey}");
}

/** Every condition key that the reference lists for an action: its own and those of its resource types. */
export function keysOfAction(action, resourceTypes) {
  const keys = new Set(action.conditionKeys);
  for (const { name, conditionKeys } of action.resourceTypes) {
    for (const key of conditionKeys) keys.add(key);
    for (const key of resourceTypes[name.toLowerCase()]?.conditionKeys ?? []) keys.add(key);
  }
  return [...new Set([...keys].map(asPattern))].sort(byName);
}

/** Only the first sentence, without the words that all descriptions begin with. */
export function shortDescription(description) {
  const [sentence] = description.split(/\.(?:\s|$)/);
  const bare = sentence.replace(/^(Controls|Grants) (permission|access) to /, "");
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

/** An array as TypeScript, one entry a line. */
export function lines(entries) {
  return `[\n${entries.map((entry) => `  ${JSON.stringify(entry)},\n`).join("")}]`;
}
