import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { securityHeaders } from "../scripts/security-headers.ts";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));

const types: Record<string, string> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".ttf": "font/ttf",
  ".webmanifest": "application/manifest+json",
};

export interface StaticHost {
  address: string;
  /** The requested paths so far, in order, with repetitions. */
  requests(): readonly string[];
  /** Serves another service worker from now on, like a host with a new build. */
  update(): void;
  /** Refuses all requests from now on, like a host that is down. */
  close(): Promise<void>;
}

/** A simple host that serves dist/ under a path and nothing else. */
export async function hostUnder(path: `/${string}/`): Promise<StaticHost> {
  let updated = false;
  const requests: string[] = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://host");
    requests.push(pathname);
    const file = pathname.endsWith("/") ? `${pathname}index.html` : pathname;
    try {
      if (!file.startsWith(path)) throw new Error("not ours");
      const body = await readFile(join(dist, normalize(`/${file.slice(path.length)}`)));
      const newer = updated && file.endsWith("/sw.js") ? "\n// newer" : "";
      const type = types[extname(file)] ?? "application/octet-stream";
      response.writeHead(200, { ...securityHeaders(), "Content-Type": type });
      response.end(newer === "" ? body : `${body}${newer}`);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://localhost:${port}${path}`,
    requests: () => [...requests],
    update() {
      updated = true;
    },
    async close() {
      if (!server.listening) return;
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}
