import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import subsetFont from "subset-font";
import type { Plugin } from "vite";

/** Where Monaco's icons are: Unicode's private use area. */
const icons = Array.from({ length: 0xf900 - 0xe000 }, (_, index) =>
  String.fromCodePoint(0xe000 + index),
).join("");

/** Where the compressed font is below Vite's cache folder. */
export const compressedIcons = "/keyhole/codicon.woff2";

/** Monaco ships its icons as an uncompressed font of 150 KB. The build has the same icons as WOFF2, a third of that. */
export function iconFont(): Plugin {
  return {
    name: "keyhole:icon-font",
    apply: "build",
    enforce: "pre",
    async transform(css, id) {
      if (!id.endsWith("/codicon/codicon.css")) return undefined;
      const font = await readFile(join(dirname(id), "codicon.ttf"));
      const file = join(this.environment.config.cacheDir, compressedIcons);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, await subsetFont(font, icons, { targetFormat: "woff2" }));
      const source = /url\([^)]*codicon\.ttf[^)]*\)\s*format\("truetype"\)/;
      if (!source.test(css)) throw new Error("Monaco's codicon.css has another form than expected");
      return css.replace(source, `url("${relative(dirname(id), file)}") format("woff2")`);
    },
  };
}
