/** Values by text. */
export interface BoundedTexts<Value> {
  readonly get: (text: string) => Value | undefined;
  /** Keeps the value of a new text, unless there would be too many texts or characters. */
  readonly keep: (text: string, value: Value) => void;
}

/**
 * Keeps values by text: at most so many texts, with so many characters together. A log in which each text is another must
 * not fill the memory.
 */
export function createBoundedTexts<Value>(most: {
  readonly texts: number;
  readonly characters: number;
}): BoundedTexts<Value> {
  const values = new Map<string, Value>();
  let characters = 0;
  return {
    get: (text) => values.get(text),
    keep: (text, value) => {
      if (values.size >= most.texts || characters + text.length > most.characters) return;
      characters += text.length;
      values.set(text, value);
    },
  };
}
