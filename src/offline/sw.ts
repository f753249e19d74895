import { type BuiltFile, createFileCache } from "./file-cache.ts";
import type { ToServiceWorker } from "./messages.ts";

/** The used part of a service worker's global scope; TypeScript's types for it conflict with those for pages. */
interface ServiceWorkerScope {
  /** The build inserts its list of files here. */
  readonly __WB_MANIFEST: readonly BuiltFile[];
  readonly registration: { readonly scope: string; readonly active: unknown };
  readonly caches: CacheStorage;
  readonly clients: { claim(): Promise<void> };
  fetch(request: Request): Promise<Response>;
  skipWaiting(): Promise<void>;
  addEventListener<Type extends keyof ServiceWorkerEvents>(
    type: Type,
    listener: (event: ServiceWorkerEvents[Type]) => void,
  ): void;
}

interface Extendable {
  waitUntil(work: Promise<unknown>): void;
}

interface ServiceWorkerEvents {
  readonly install: Extendable;
  readonly activate: Extendable;
  readonly message: Extendable & { readonly data: unknown };
  readonly fetch: Extendable & {
    readonly request: Request;
    respondWith(response: Promise<Response>): void;
  };
}

declare const self: ServiceWorkerScope;

/** Milliseconds to wait for the page's list of loaded files. Without it every file is fetched. */
const listTimeout = 5_000;

const files = self.__WB_MANIFEST;
const fileCache = createFileCache(files, buildOf(files), {
  caches: self.caches,
  fetch: (request) => self.fetch(request),
  scope: self.registration.scope,
});

let resolveLoaded: (loaded: readonly string[]) => void = () => {};
const loaded = new Promise<readonly string[]>((resolve) => {
  resolveLoaded = resolve;
  setTimeout(() => resolve([]), listTimeout);
});

self.addEventListener("message", (event) => {
  const message = messageOf(event.data);
  if (message?.type === "loaded") resolveLoaded(message.addresses);
  // Sent when the user switches to a new version. Pages of earlier builds send it too.
  if (message?.type === "SKIP_WAITING") event.waitUntil(self.skipWaiting());
  if (message?.type === "copy") event.waitUntil(fileCache.copyLoaded().catch(() => {}));
});

self.addEventListener("install", (event) => {
  const isFirst = self.registration.active === null;
  event.waitUntil(
    isFirst
      ? loaded.then((addresses) => fileCache.cacheForFirstVisit(addresses))
      : fileCache.cacheForUpdate(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(fileCache.removeOthers().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const answer = fileCache.answer(event.request);
  if (answer) event.respondWith(answer);
});

/** The build's id: a checksum of its list of files (FNV-1a, 32 bits). */
function buildOf(list: readonly BuiltFile[]): string {
  let sum = 0x811c9dc5;
  for (const character of JSON.stringify(list))
    sum = Math.imul(sum ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return sum.toString(16);
}

/** Validates a message, because any page of this origin can send one. Returns `undefined` if it is invalid. */
function messageOf(data: unknown): ToServiceWorker | undefined {
  if (typeof data !== "object" || data === null || !("type" in data)) return undefined;
  if (data.type === "SKIP_WAITING" || data.type === "copy") return { type: data.type };
  if (data.type !== "loaded" || !("addresses" in data) || !Array.isArray(data.addresses))
    return undefined;
  const addresses = data.addresses.filter((address) => typeof address === "string");
  return { type: "loaded", addresses };
}
