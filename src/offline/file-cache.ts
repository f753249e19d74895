/** A file in the build's list for the service worker. */
export interface BuiltFile {
  /** Relative to the page's folder. */
  readonly url: string;
  /** A hash of the content; `null` if the name contains a hash. */
  readonly revision: string | null;
}

/** The browser's functions that the cache needs; tests pass fakes. */
export interface CacheEnvironment {
  readonly caches: Pick<CacheStorage, "open" | "keys" | "delete" | "match">;
  readonly fetch: (request: Request) => Promise<Response>;
  /** The folder of the page, as an absolute address with a slash at the end. */
  readonly scope: string;
}

/** The cache of the page's files, with which the page works without a network. */
export interface FileCache {
  /**
   * Caches the files at the first visit. Files that the page has loaded are in the browser's HTTP cache and are not fetched
   * again: `answer` finds them there, and `copyLoaded` copies them later. The page itself is there by the address that the
   * user opened, and copied at once. Rejects if a file cannot be fetched.
   *
   * @param loaded absolute addresses
   */
  cacheForFirstVisit(loaded: readonly string[]): Promise<void>;
  /** Caches every file of a new build. Unchanged files are copied from the old build's cache. */
  cacheForUpdate(): Promise<void>;
  /** Copies the files that are only in the browser's HTTP cache. It fetches only files that are missing there. */
  copyLoaded(): Promise<void>;
  /** Removes the caches of other builds. */
  removeOthers(): Promise<void>;
  /** The response to a request of the page; `undefined` if the file is not part of the build. */
  answer(request: Request): Promise<Response> | undefined;
}

const page = "index.html";

/**
 * A cache for the files of one build.
 *
 * @param build the build's id: each build has a separate cache
 */
export function createFileCache(
  files: readonly BuiltFile[],
  build: string,
  { caches, fetch, scope }: CacheEnvironment,
): FileCache {
  const name = `keyhole-files-${build}`;
  const addressOf = (url: string) => new URL(url, scope).href;
  const byAddress = new Map(files.map((file) => [addressOf(file.url), file]));

  /** The content of a file with a hash in its name never changes, so a copy in the browser's HTTP cache is valid. */
  const request = (address: string, mode: "first" | "update") => {
    const isImmutable = byAddress.get(address)?.revision === null;
    return new Request(address, {
      cache: isImmutable || mode === "first" ? "force-cache" : "no-cache",
      credentials: "same-origin",
    });
  };

  const isPage = (address: string) =>
    [scope, addressOf(page)].includes(withoutQuery(withoutHash(address)));

  const fetchInto = async (
    cache: Cache,
    address: string,
    mode: "first" | "update",
    from = address,
  ) => {
    const response = await fetch(request(from, mode));
    if (!response.ok) throw new Error(`${address} answered ${response.status}`);
    await cache.put(address, response.clone());
    return response;
  };

  const isCached = async (cache: Cache, address: string) =>
    (await cache.match(address)) !== undefined;

  /** Fetches one file at a time, so that requests of the page come first. */
  const cacheAll = async (addresses: readonly string[], mode: "first" | "update") => {
    const cache = await caches.open(name);
    for (const address of addresses)
      if (!(await isCached(cache, address))) await fetchInto(cache, address, mode);
  };

  return {
    cacheForFirstVisit: async (loaded) => {
      const already = new Set(loaded);
      const opened = loaded.find(isPage);
      if (opened !== undefined)
        await fetchInto(await caches.open(name), addressOf(page), "first", withoutHash(opened));
      await cacheAll(
        [...byAddress.keys()].filter((address) => !already.has(address)),
        "first",
      );
    },
    cacheForUpdate: async () => {
      const cache = await caches.open(name);
      for (const [address, { revision }] of byAddress) {
        const older = revision === null ? await caches.match(address) : undefined;
        if (older) await cache.put(address, older);
      }
      await cacheAll([...byAddress.keys()], "update");
    },
    copyLoaded: () => cacheAll([...byAddress.keys()], "first"),
    removeOthers: async () => {
      for (const other of await caches.keys()) if (other !== name) await caches.delete(other);
    },
    answer: (requested) => {
      if (requested.method !== "GET") return undefined;
      const address = withoutHash(requested.url);
      const file = requested.mode === "navigate" && isPage(address) ? addressOf(page) : address;
      if (!byAddress.has(file)) return undefined;
      return (async () => {
        const cache = await caches.open(name);
        return (await cache.match(file)) ?? fetchInto(cache, file, "first");
      })();
    },
  };
}

const withoutHash = (address: string): string => address.replace(/#.*$/s, "");

const withoutQuery = (address: string): string => address.replace(/\?.*$/s, "");
