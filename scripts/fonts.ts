import { mkdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import subsetFont from "subset-font";
import type { Plugin } from "vite";

/** The folder below Vite's cache folder with the fonts that the build makes: `<package>/<path of the font in it>`. */
export const fontFolder = "/keyhole-fonts/";

/** Monaco's icons are in Unicode's private use area. */
const icons = characters(0xe000, 0xf8ff);
const text = characters(0x20, 0xd7ff) + characters(0xf900, 0xffff);

/** The weights that the screen has: normal to bold. With all weights a font is a third larger. */
const weights = { wght: { min: 400, max: 700 } };

/**
 * Builds smaller fonts. Monaco ships its icons as an uncompressed font of 150 KB: the build has the same icons as WOFF2, a
 * third of that. The fonts of the text keep all characters and features, and the weights that the screen has.
 */
export function fonts(): Plugin {
  const packages = createRequire(import.meta.url);
  let cacheFolder = "";
  return {
    name: "keyhole:fonts",
    apply: "build",
    enforce: "pre",
    configResolved(config) {
      cacheFolder = config.cacheDir;
    },
    async transform(css, id) {
      if (id.endsWith("/codicon/codicon.css"))
        return replaced(css, /url\([^)]*codicon\.ttf[^)]*\)\s*format\("truetype"\)/g, async () => {
          const font = await readFile(join(dirname(id), "codicon.ttf"));
          return write("monaco-editor/codicon.woff2", await compressed(font, icons));
        });
      if (id.endsWith("/src/ui/fonts.css"))
        return replaced(css, /url\("(@[^"]+\.woff2)"\)\s*format\("woff2"\)/g, async (path) => {
          const font = await readFile(packages.resolve(path));
          return write(path, await compressed(font, text, weights));
        });
      return undefined;

      async function write(path: string, font: Buffer): Promise<string> {
        const file = join(cacheFolder, fontFolder, path);
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, font);
        return `url("${relative(dirname(id), file)}") format("woff2")`;
      }
    },
  };
}

function compressed(font: Buffer, kept: string, variationAxes?: typeof weights): Promise<Buffer> {
  return subsetFont(font, kept, {
    targetFormat: "woff2",
    ...(variationAxes === undefined ? {} : { variationAxes }),
  });
}

/** Replaces what a pattern finds, at least once, by what `by` gives for its first group. */
async function replaced(
  css: string,
  pattern: RegExp,
  by: (found: string) => Promise<string>,
): Promise<string> {
  let result = css;
  const found = [...css.matchAll(pattern)];
  if (found.length === 0) throw new Error("a style sheet names its fonts in another form");
  for (const [all, group = ""] of found) result = result.replace(all, await by(group));
  return result;
}

/** All characters between two code points, both included. */
function characters(first: number, last: number): string {
  return Array.from({ length: last - first + 1 }, (_, index) =>
    String.fromCodePoint(first + index),
  ).join("");
}
