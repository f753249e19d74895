// @ts-check
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { house, stop } from "./steps.mjs";

/**
 * Serves dist/ with the security headers of public/_headers. A port in use means the next free one.
 * @param {number} port
 * @returns {Promise<string>} the address
 */
export async function serve(port) {
  if (!existsSync(join(house, "dist", "index.html"))) stop("nothing is built yet: npm run build");
  const { preview } = await import("vite");
  const server = await preview({
    root: house,
    logLevel: "warn",
    preview: { port, strictPort: false, open: false },
  });
  const address = server.resolvedUrls?.local[0];
  if (!address) throw new Error("the server listens nowhere");
  return address;
}

// By itself for Playwright, which waits for this line and reads the address from it.
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(`Serving dist at ${await serve(Number(process.env.PORT ?? 4300))}`);
}
