// @ts-check
import { buildRelease } from "./release/build.mjs";
import { checkRelease } from "./release/check.mjs";
import { stop } from "./steps.mjs";

// npm run release             writes dist-release/: the static files, keyhole.html, the npm package, an SBOM, and SHA-256
//                             sums. The same commit gives the same bytes.
// npm run release -- --check  builds the commit in two clones that differ in all that must not matter, compares the bytes,
//                             and opens keyhole.html from the disk in each browser that is here

const [option, ...more] = process.argv.slice(2);
if ((option !== undefined && option !== "--check") || more.length > 0)
  stop("usage: npm run release [-- --check]");
await (option === undefined ? buildRelease() : checkRelease());
