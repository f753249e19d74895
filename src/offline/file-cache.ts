/** A file of the build, as the build lists it for the service worker. */
export interface BuiltFile {
  /** Relative to the page's folder. */
  readonly url: string;
  /** A hash of the content where the name has none; `null` where the name itself changes with the content. */
  readonly revision: string | null;
}

/** What the cache works with; the service worker's own in the page, fakes in tests. */
export interface Surroundings {
  readonly caches: Pick<CacheStorage, "open" | "keys" | "delete" | "match">;
  readonly fetch: (request: Request) => Promise<Response>;
  /** The folder of the page, as an absolute address with a slash at the end. */
  readonly scope: string;
}

/** The page's files, kept so that the page works without a network. */
export interface FileCache {
  /**
   * Keeps the files for a first visit. Those that the page has loaded already are in the browser's own cache and are not
   * fetched again: `answer` finds them there, and `copyLoaded` copies them later. Rejects if a file cannot be had.
   *
   * @param loaded absolute addresses
   */
  keepForFirstVisit(loaded: readonly string[]): Promise<void>;
  /** Keeps every file of a newer build. Files that did not change are copied from the older one. */
  keepForUpdate(): Promise<void>;
  /** Copies the files that only the browser's own cache has. It asks the network for nothing that is there. */
  copyLoaded(): Promise<void>;
  /** Removes the caches of older builds. */
  removeOthers(): Promise<void>;
  /** The answer to a request of the page; `undefined` if the file is not one of the build's. */
  answer(request: Request): Promise<Response> | undefined;
}

const page = "index.html";

/**
 * A cache for the files of one build.
 *
 * @param build tells builds apart: another build has another cache
 */
export function createFileCache(
  files: readonly BuiltFile[],
  build: string,
  { caches, fetch, scope }: Surroundings,
): FileCache {
  const name = `keyhole-files-${build}`;
  const addressOf = (url: string) => new URL(url, scope).href;
  const byAddress = new Map(files.map((file) => [addressOf(file.url), file]));

  /** A hashed name means one content for ever, so an old copy in the browser's cache is as good as a new one. */
  const request = (address: string, mode: "first" | "update") => {
    const unchanging = byAddress.get(address)?.revision === null;
    return new Request(address, {
      cache: unchanging || mode === "first" ? "force-cache" : "no-cache",
      credentials: "same-origin",
    });
  };

  const fetchInto = async (cache: Cache, address: string, mode: "first" | "update") => {
    const response = await fetch(request(address, mode));
    if (!response.ok) throw new Error(`${address} answered ${response.status}`);
    await cache.put(address, response.clone());
    return response;
  };

  const isKept = async (cache: Cache, address: string) =>
    (await cache.match(address)) !== undefined;

  /** One after the other: the page's own requests come first. */
  const keepAll = async (addresses: readonly string[], mode: "first" | "update") => {
    const cache = await caches.open(name);
    for (const address of addresses)
      if (!(await isKept(cache, address))) await fetchInto(cache, address, mode);
  };

  return {
    keepForFirstVisit: (loaded) => {
      const already = new Set(loaded);
      return keepAll(
        [...byAddress.keys()].filter((address) => !already.has(address)),
        "first",
      );
    },
    keepForUpdate: async () => {
      const cache = await caches.open(name);
      for (const [address, { revision }] of byAddress) {
        const older = revision === null ? await caches.match(address) : undefined;
        if (older) await cache.put(address, older);
      }
      await keepAll([...byAddress.keys()], "update");
    },
    copyLoaded: () => keepAll([...byAddress.keys()], "first"),
    removeOthers: async () => {
      for (const other of await caches.keys()) if (other !== name) await caches.delete(other);
    },
    answer: (asked) => {
      if (asked.method !== "GET") return undefined;
      const address = withoutHash(asked.url);
      const isPage =
        asked.mode === "navigate" && [scope, addressOf(page)].includes(withoutQuery(address));
      const wanted = isPage ? addressOf(page) : address;
      if (!byAddress.has(wanted)) return undefined;
      return (async () => {
        const cache = await caches.open(name);
        return (await cache.match(wanted)) ?? fetchInto(cache, wanted, "first");
      })();
    },
  };
}

const withoutHash = (address: string): string => address.replace(/#.*$/s, "");

const withoutQuery = (address: string): string => address.replace(/\?.*$/s, "");
