/** Values that are computed once for each object. The owner of the memo decides how long they live. */
export interface Memo {
  /** The value that `make` returns for a subject. `what` says which value it is: the function that computes it. */
  readonly of: <Value>(
    subject: object,
    what: (...given: never[]) => Value,
    make: () => Value,
  ) => Value;
}

/** An empty memo. */
export function createMemo(): Memo {
  const values = new WeakMap<object, Map<object, unknown>>();
  return {
    of: <Value>(subject: object, what: (...given: never[]) => Value, make: () => Value): Value => {
      let ofSubject = values.get(subject);
      if (!ofSubject) {
        ofSubject = new Map();
        values.set(subject, ofSubject);
      }
      if (ofSubject.has(what)) return ofSubject.get(what) as Value;
      const made = make();
      ofSubject.set(what, made);
      return made;
    },
  };
}
