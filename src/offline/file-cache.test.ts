import { beforeEach, describe, expect, it } from "vitest";
import { type BuiltFile, createFileCache } from "./file-cache.ts";

const scope = "https://host.example/tools/keyhole/";
const at = (file: string) => new URL(file, scope).href;
const files: readonly BuiltFile[] = [
  { url: "index.html", revision: "1" },
  { url: "theme.js", revision: "1" },
  { url: "assets/entry-a.js", revision: null },
  { url: "assets/dialog-b.js", revision: null },
];

let fetched: { address: string; cache: RequestCache }[];
let stores: Map<string, Map<string, Response>>;
let missing: Set<string>;

beforeEach(() => {
  fetched = [];
  stores = new Map();
  missing = new Set();
});

const environment = {
  scope,
  fetch: async (request: Request) => {
    fetched.push({ address: request.url, cache: request.cache });
    return missing.has(request.url)
      ? new Response("gone", { status: 404 })
      : new Response(`text of ${request.url}`);
  },
  caches: fakeCaches(),
};

const cacheOf = (build = "1", list = files) => createFileCache(list, build, environment);
const fetchedAddresses = () => fetched.map(({ address }) => address);
const navigation = (address: string) =>
  ({ method: "GET", mode: "navigate", url: address }) as Request;
const text = async (answer: Promise<Response> | undefined) => (await answer)?.text();

describe("a first visit", () => {
  it("fetches each file once, except those that the page has loaded", async () => {
    await cacheOf().cacheForFirstVisit([at("theme.js"), at("assets/entry-a.js")]);
    expect(fetchedAddresses()).toEqual([at("index.html"), at("assets/dialog-b.js")]);
  });

  it("reads files that the page has loaded from the browser's HTTP cache, when they are requested or copied", async () => {
    const cache = cacheOf();
    await cache.cacheForFirstVisit([at("theme.js"), at("assets/entry-a.js")]);
    fetched = [];
    expect(await text(cache.answer(new Request(at("theme.js"))))).toBe(`text of ${at("theme.js")}`);
    await cache.copyLoaded();
    expect(fetched).toEqual([
      { address: at("theme.js"), cache: "force-cache" },
      { address: at("assets/entry-a.js"), cache: "force-cache" },
    ]);
    fetched = [];
    await cache.copyLoaded();
    await cache.answer(new Request(at("assets/entry-a.js")));
    expect(fetched).toEqual([]);
  });

  it.each(["", "?from=mail", "index.html"])(
    "takes the page from the HTTP cache by the address that was opened, `%s`",
    async (end) => {
      const cache = cacheOf();
      const opened = at("") + end;
      await cache.cacheForFirstVisit([`${opened}#1.work`, at("theme.js")]);
      expect(fetched).toEqual([
        { address: opened, cache: "force-cache" },
        { address: at("assets/entry-a.js"), cache: "force-cache" },
        { address: at("assets/dialog-b.js"), cache: "force-cache" },
      ]);
      expect(await text(cache.answer(navigation(at(""))))).toBe(`text of ${opened}`);
    },
  );

  it("fails if a file cannot be fetched, so that the page does not say that it is ready", async () => {
    missing.add(at("assets/dialog-b.js"));
    await expect(cacheOf().cacheForFirstVisit([])).rejects.toThrow("404");
  });
});

describe("a new build", () => {
  it("fetches changed files, revalidates files without a hash, and copies the rest", async () => {
    await cacheOf().cacheForFirstVisit([]);
    fetched = [];
    const newer = files.map((file) =>
      file.url.includes("dialog") ? { ...file, url: "assets/dialog-c.js" } : file,
    );
    const cache = cacheOf("2", newer);
    await cache.cacheForUpdate();
    expect(fetched).toEqual([
      { address: at("index.html"), cache: "no-cache" },
      { address: at("theme.js"), cache: "no-cache" },
      { address: at("assets/dialog-c.js"), cache: "force-cache" },
    ]);
    await cache.removeOthers();
    expect([...stores.keys()]).toEqual(["keyhole-files-2"]);
  });
});

describe("a response", () => {
  it.each(["", "?from=mail", "index.html"])("to the page at `%s` is the page", async (end) => {
    const cache = cacheOf();
    await cache.cacheForFirstVisit([]);
    expect(await text(cache.answer(navigation(at("") + end)))).toBe(`text of ${at("index.html")}`);
  });

  it.each([
    ["another page", navigation(at("other.html"))],
    ["a file that the build does not have", new Request(at("assets/entry-old.js"))],
    ["another origin", new Request("https://elsewhere.example/theme.js")],
    ["a request with another method than GET", new Request(at("theme.js"), { method: "POST" })],
  ])("comes from the network for %s", async (_what, request) => {
    expect(cacheOf().answer(request)).toBeUndefined();
  });

  it("is not cached if the host returns an error", async () => {
    missing.add(at("theme.js"));
    const cache = cacheOf();
    await expect(cache.answer(new Request(at("theme.js")))).rejects.toThrow("404");
    missing.clear();
    expect(await text(cache.answer(new Request(at("theme.js"))))).toBe(`text of ${at("theme.js")}`);
  });
});

/** Cache storage in memory. */
function fakeCaches(): Pick<CacheStorage, "open" | "keys" | "delete" | "match"> {
  const key = (request: RequestInfo | URL) =>
    request instanceof Request ? request.url : String(request);
  return {
    open: async (name) => {
      const store = stores.get(name) ?? new Map<string, Response>();
      stores.set(name, store);
      return {
        match: async (request: RequestInfo | URL) => store.get(key(request))?.clone(),
        put: async (request: RequestInfo | URL, response: Response) =>
          void store.set(key(request), response.clone()),
      } as Cache;
    },
    keys: async () => [...stores.keys()],
    delete: async (name) => stores.delete(name),
    match: async (request) =>
      [...stores.values()]
        .map((store) => store.get(key(request)))
        .find(Boolean)
        ?.clone(),
  };
}
