import type { Plugin } from "vite";

/**
 * The parts of Monaco that its editor imports but Keyhole never uses, by the end of their path, with the code in their
 * place: the comparison of several files at once, drawing on a GPU (an option that is off), the picker of the command
 * palette, and the service that knows which list of Monaco has the focus. They were a seventh of the code that is read and
 * run before the editor is shown.
 */
const parts: Readonly<Record<string, string>> = {
  "/widget/multiDiffEditor/multiDiffEditorWidget.js": "export class MultiDiffEditorWidget {}",
  "/gpu/viewGpuContext.js": "export class ViewGpuContext {}",
  "/viewParts/viewLinesGpu/viewLinesGpu.js": "export class ViewLinesGpu {}",
  "/viewParts/rulersGpu/rulersGpu.js": "export class RulersGpu {}",
  "/quickInput/standaloneQuickInputService.js": "export class StandaloneQuickInputService {}",
  // Monaco registers the class under this name.
  "/list/browser/listService.js": `
    import { createDecorator } from "monaco-editor/platform/instantiation/common/instantiation";
    export const IListService = createDecorator("listService");
    export class ListService {}`,
};
/** The modules of Monaco that import the parts for every editor. Other modules that import one get it. */
const importers =
  /\/monaco-editor\/esm\/vs\/editor\/(browser\/view|standalone\/browser\/standalone(Editor|Services))\.js$/;
const suffix = "?without-use";

/**
 * An `Error` that Monaco makes while its file runs, only to recognise it by identity later. V8 then reads the whole file a
 * second time for the stack wherever a debugger is attached (open developer tools, a test): more than half of the time
 * that running the file takes there. Any other object does as well.
 */
const mark = {
  module: /\/contextkey\/common\/contextkey\.js$/,
  code: "this._parseError = new Error();",
  instead: "this._parseError = {};",
};

/**
 * Has an empty class imported in the place of each part, and a plain object made in the place of the mark. The build fails
 * if Monaco no longer has one of them.
 */
export function partsWithoutUse(): Plugin {
  const unseen = new Set([...Object.keys(parts), mark.code]);
  return {
    name: "keyhole:parts-without-use",
    apply: "build",
    enforce: "pre",
    async resolveId(source, importer) {
      if (!importer || !importers.test(importer)) return null;
      const part = Object.keys(parts).find((end) => source.endsWith(end));
      if (part === undefined) return null;
      unseen.delete(part);
      const resolved = await this.resolve(source, importer, { skipSelf: true });
      // With Monaco's path: licences and file names go by it.
      return resolved && resolved.id + suffix;
    },
    load(id) {
      const file = id.endsWith(suffix) ? id.slice(0, -suffix.length) : undefined;
      const part = Object.keys(parts).find((end) => file?.endsWith(end));
      return part === undefined ? null : parts[part];
    },
    transform(code, id) {
      if (!mark.module.test(id) || !code.includes(mark.code)) return null;
      unseen.delete(mark.code);
      // The rest of the line stays where it was.
      return { code: code.replace(mark.code, mark.instead.padEnd(mark.code.length)), map: null };
    },
    buildEnd(error) {
      if (!error && unseen.size > 0) this.error(`Monaco no longer has ${[...unseen].join(", ")}`);
    },
  };
}
