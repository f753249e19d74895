import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Plugin } from "vite";

const source = new URL("../public/_headers", import.meta.url);

/** The headers that `public/_headers` sends with the files under a path pattern. */
export function headersFor(pattern: string, text: string): Record<string, string> {
  const headers: Record<string, string> = {};
  let current = "";
  for (const line of text.split("\n")) {
    if (line.trim() === "" || line.startsWith("#")) continue;
    if (!/^\s/.test(line)) {
      current = line.trim();
    } else if (current === pattern) {
      const colon = line.indexOf(":");
      headers[line.slice(0, colon).trim()] = line.slice(colon + 1).trim();
    }
  }
  return headers;
}

/** The headers that every file of the site is served with. */
export function securityHeaders(): Record<string, string> {
  return headersFor("/*", readFileSync(source, "utf8"));
}

/**
 * Serves built files with the caching headers of `public/_headers`, as a static host does. Vite's preview would ask for
 * each file again, and then Chromium compiles every script again.
 */
export function cacheBuiltFiles(): Plugin {
  return {
    name: "keyhole:cache-built-files",
    configurePreviewServer(server) {
      const headers = headersFor("/assets/*", readFileSync(source, "utf8"));
      const files = fileURLToPath(new URL("../dist", import.meta.url));
      server.middlewares.use((request, response, next) => {
        const path = request.url ?? "";
        if (path.startsWith("/assets/") && existsSync(`${files}${path}`))
          for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
        next();
      });
    },
  };
}

/** The policy as a page can carry it itself: browsers refuse `frame-ancestors` in a meta tag and say so in the console. */
export function metaPolicy(headers: Record<string, string>): string {
  const policy = headers["Content-Security-Policy"];
  if (!policy) throw new Error("public/_headers has no Content-Security-Policy for /*");
  return directives(policy)
    .filter((directive) => !directive.startsWith("frame-ancestors"))
    .join("; ");
}

/** Puts the policy of `public/_headers` into index.html, so that it holds on hosts that cannot send headers. */
export function contentSecurityPolicy(): Plugin {
  let developing = false;
  return {
    name: "keyhole:content-security-policy",
    configResolved(config) {
      developing = config.command === "serve";
    },
    transformIndexHtml() {
      const policy = metaPolicy(securityHeaders());
      return [
        {
          tag: "meta",
          attrs: {
            "http-equiv": "Content-Security-Policy",
            content: developing ? relaxed(policy) : policy,
          },
          injectTo: "head-prepend",
        },
      ];
    },
  };
}

/** React refresh needs one inline script and Vite a web socket; only `npm run dev` gets them. */
function relaxed(policy: string): string {
  return directives(policy)
    .map((directive) => {
      if (directive.startsWith("script-src")) return `${directive} 'unsafe-inline'`;
      if (directive.startsWith("connect-src")) return `${directive} ws:`;
      return directive;
    })
    .join("; ");
}

function directives(policy: string): string[] {
  return policy.split(";").map((directive) => directive.trim());
}
