/**
 * A reader of texts that remembers what it made of the last ones: requests and policies repeat the same few ARNs, keys
 * and actions. It forgets everything once it knows `limit` texts, so that a stream of new ones costs no memory.
 */
export function remembering<T>(read: (text: string) => T, limit = 2_048): (text: string) => T {
  let known = new Map<string, T>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const fresh = read(text);
    if (known.size >= limit) known = new Map();
    known.set(text, fresh);
    return fresh;
  };
}
