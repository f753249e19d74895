import { type BuiltFile, createFileCache } from "./file-cache.ts";
import type { ToServiceWorker } from "./messages.ts";

/** The part of a service worker's global scope that is used here; the compiler's own types clash with those of pages. */
interface ServiceWorkerScope {
  /** The build puts its list of files here. */
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

/** Milliseconds to wait for the page to say what it has loaded. Without its word every file is fetched. */
const patience = 5_000;

const files = self.__WB_MANIFEST;
const kept = createFileCache(files, buildOf(files), {
  caches: self.caches,
  fetch: (request) => self.fetch(request),
  scope: self.registration.scope,
});

let say: (loaded: readonly string[]) => void = () => {};
const loaded = new Promise<readonly string[]>((resolve) => {
  say = resolve;
  setTimeout(() => resolve([]), patience);
});

self.addEventListener("message", (event) => {
  const message = messageOf(event.data);
  if (message?.type === "loaded") say(message.addresses);
  // Sent when the user switches to a newer version. Earlier builds' pages send it, too.
  if (message?.type === "SKIP_WAITING") event.waitUntil(self.skipWaiting());
  if (message?.type === "copy") event.waitUntil(kept.copyLoaded().catch(() => {}));
});

self.addEventListener("install", (event) => {
  const isFirst = self.registration.active === null;
  event.waitUntil(
    isFirst ? loaded.then((addresses) => kept.keepForFirstVisit(addresses)) : kept.keepForUpdate(),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(kept.removeOthers().then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const answer = kept.answer(event.request);
  if (answer) event.respondWith(answer);
});

/** A name for the build: a checksum of its list of files (FNV-1a, 32 bits). */
function buildOf(list: readonly BuiltFile[]): string {
  let sum = 0x811c9dc5;
  for (const character of JSON.stringify(list))
    sum = Math.imul(sum ^ character.charCodeAt(0), 0x01000193) >>> 0;
  return sum.toString(16);
}

/** Any page of this origin may send messages. */
function messageOf(data: unknown): ToServiceWorker | undefined {
  if (typeof data !== "object" || data === null || !("type" in data)) return undefined;
  if (data.type === "SKIP_WAITING" || data.type === "copy") return { type: data.type };
  if (data.type !== "loaded" || !("addresses" in data) || !Array.isArray(data.addresses))
    return undefined;
  const addresses = data.addresses.filter((address) => typeof address === "string");
  return { type: "loaded", addresses };
}
