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

let asked: { address: string; cache: RequestCache }[];
let stores: Map<string, Map<string, Response>>;
let missing: Set<string>;

beforeEach(() => {
  asked = [];
  stores = new Map();
  missing = new Set();
});

const surroundings = {
  scope,
  fetch: async (request: Request) => {
    asked.push({ address: request.url, cache: request.cache });
    return missing.has(request.url)
      ? new Response("gone", { status: 404 })
      : new Response(`text of ${request.url}`);
  },
  caches: fakeCaches(),
};

const cacheOf = (build = "1", list = files) => createFileCache(list, build, surroundings);
const addressesAsked = () => asked.map(({ address }) => address);
const navigation = (address: string) =>
  ({ method: "GET", mode: "navigate", url: address }) as Request;
const text = async (answer: Promise<Response> | undefined) => (await answer)?.text();

describe("a first visit", () => {
  it("fetches each file once, but for those that the page has loaded", async () => {
    await cacheOf().keepForFirstVisit([at("theme.js"), at("assets/entry-a.js")]);
    expect(addressesAsked()).toEqual([at("index.html"), at("assets/dialog-b.js")]);
  });

  it("takes what the page has loaded from the browser's own cache, when it is asked for or copied", async () => {
    const cache = cacheOf();
    await cache.keepForFirstVisit([at("theme.js"), at("assets/entry-a.js")]);
    asked = [];
    expect(await text(cache.answer(new Request(at("theme.js"))))).toBe(`text of ${at("theme.js")}`);
    await cache.copyLoaded();
    expect(asked).toEqual([
      { address: at("theme.js"), cache: "force-cache" },
      { address: at("assets/entry-a.js"), cache: "force-cache" },
    ]);
    asked = [];
    await cache.copyLoaded();
    await cache.answer(new Request(at("assets/entry-a.js")));
    expect(asked).toEqual([]);
  });

  it("fails if a file cannot be had, so that the page is not said to be ready", async () => {
    missing.add(at("assets/dialog-b.js"));
    await expect(cacheOf().keepForFirstVisit([])).rejects.toThrow("404");
  });
});

describe("a newer build", () => {
  it("fetches what changed, asks the host about files without a hash, and copies the rest", async () => {
    await cacheOf().keepForFirstVisit([]);
    asked = [];
    const newer = files.map((file) =>
      file.url.includes("dialog") ? { ...file, url: "assets/dialog-c.js" } : file,
    );
    const cache = cacheOf("2", newer);
    await cache.keepForUpdate();
    expect(asked).toEqual([
      { address: at("index.html"), cache: "no-cache" },
      { address: at("theme.js"), cache: "no-cache" },
      { address: at("assets/dialog-c.js"), cache: "force-cache" },
    ]);
    await cache.removeOthers();
    expect([...stores.keys()]).toEqual(["keyhole-files-2"]);
  });
});

describe("an answer", () => {
  it.each(["", "?from=mail", "index.html"])("to the page at `%s` is the page", async (end) => {
    const cache = cacheOf();
    await cache.keepForFirstVisit([]);
    expect(await text(cache.answer(navigation(at("") + end)))).toBe(`text of ${at("index.html")}`);
  });

  it.each([
    ["another page", navigation(at("other.html"))],
    ["a file that the build does not have", new Request(at("assets/entry-old.js"))],
    ["another origin", new Request("https://elsewhere.example/theme.js")],
    ["a request that is no GET", new Request(at("theme.js"), { method: "POST" })],
  ])("is left to the network for %s", async (_what, request) => {
    expect(cacheOf().answer(request)).toBeUndefined();
  });

  it("is not kept if the host has an error", async () => {
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
