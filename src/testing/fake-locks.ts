type Hold = (lock: Lock | null) => unknown;

interface Waiting {
  readonly document: object;
  readonly hold: Hold;
  readonly settle: (value: unknown) => void;
}

/** The Web Locks of one browser, each held by a document. */
export function createFakeLocks() {
  const holders = new Map<string, object>();
  const queues = new Map<string, Waiting[]>();

  const grant = (name: string, { document, hold, settle }: Waiting) => {
    holders.set(name, document);
    settle(
      Promise.resolve(hold({ name, mode: "exclusive" })).then(() => {
        if (holders.get(name) === document) give(name);
      }),
    );
  };
  const give = (name: string) => {
    holders.delete(name);
    const next = queues.get(name)?.shift();
    if (next) grant(name, next);
  };

  return {
    /** `navigator.locks` of a document. */
    of: (document: object) => ({
      request: ((name: string, options: LockOptions, hold: Hold) =>
        new Promise<unknown>((settle, refuse) => {
          const waiting = { document, hold, settle };
          if (!holders.has(name)) return grant(name, waiting);
          if (options.ifAvailable) return settle(hold(null));
          const queue = queues.get(name) ?? [];
          queues.set(name, [...queue, waiting]);
          options.signal?.addEventListener("abort", () => {
            queues.set(name, queues.get(name)?.filter((one) => one !== waiting) ?? []);
            refuse(new Error("AbortError"));
          });
        })) as LockManager["request"],
      query: async () => ({
        held: [...holders.keys()].map((name) => ({ name, mode: "exclusive" as const })),
        pending: [],
      }),
    }),
    /** The document is gone: so are its locks. */
    end: (document: object) => {
      for (const [name, queue] of queues)
        queues.set(
          name,
          queue.filter((waiting) => waiting.document !== document),
        );
      for (const [name, holder] of holders) if (holder === document) give(name);
    },
  };
}
