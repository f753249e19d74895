import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import {
  type PackageFile,
  packageNamed,
  packageOfGenerated,
  packageOfModule,
} from "./bundled-files.ts";
import { type EmbeddedPart, embeddedParts, foreignFolders } from "./embedded-parts.ts";
import { type BundledKind, isLicenseAllowed } from "./policy.ts";

/** What a bundled work asks us to hand on. */
export interface Notice {
  readonly name: string;
  readonly version?: string;
  /** An SPDX expression. */
  readonly license: string;
  /** The whole text of the licence. */
  readonly text: string;
}

const texts = /^(licen[sc]e|copying|notice)/i;
const fonts = /\.(woff2?|ttf)$/;

/**
 * The notices of everything that these bundled files are from, sorted by name. `files` are ids of modules and paths of assets
 * as Vite has them; `root` is the folder of package.json. Throws at a licence that is not allowed, and where there is no text.
 */
export function noticesOf(files: Iterable<string>, root: string): readonly Notice[] {
  const packages = new Map<string, PackageFile[]>();
  const parts = new Set<EmbeddedPart>();
  const add = (file: PackageFile) => {
    const known = packages.get(file.folder);
    if (known) known.push(file);
    else packages.set(file.folder, [file]);
  };
  for (const id of files) {
    const file = packageOf(id, root);
    if (!file) continue;
    const part = embeddedParts.find((one) => one.host === file.name && one.files.test(file.path));
    if (part) parts.add(part);
    else if (foreignFolders[file.name]?.test(file.path))
      throw new Error(`name the licence of ${file.name}${file.path} in embedded-parts.ts`);
    // Its host made a package of it, and has a licence for that.
    add(part ? { ...file, path: "/" } : file);
    if (part?.source.kind === "package") add(packageNamed(part.source.name, file.folder));
  }
  const notices = [
    ...[...packages.values()].map((bundled) => noticeOfPackage(bundled)),
    ...[...parts].flatMap((part) => noticeOfPart(part, root)),
  ];
  return notices.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The notices as a Markdown file. */
export function noticesAsMarkdown(notices: readonly Notice[]): string {
  const sections = notices.map(
    ({ name, version, license, text }) =>
      `## ${name}${version === undefined ? "" : ` ${version}`} (${license.replace(/^\((.*)\)$/, "$1")})\n\n\`\`\`text\n${text}\n\`\`\`\n`,
  );
  return `# Licenses\n\nKeyhole contains parts of these works.\n\n${sections.join("\n")}`;
}

function packageOf(id: string, root: string): PackageFile | undefined {
  const file = packageOfModule(id, root);
  if (file || !id.endsWith(".generated.ts")) return file;
  return packageOfGenerated(readFileSync(id, "utf8"), root);
}

function noticeOfPackage(files: readonly PackageFile[]): Notice {
  const [{ folder, name }] = files as [PackageFile];
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const kind = files.every(({ path }) => fonts.test(path)) ? "font" : "code";
  const text = readdirSync(folder)
    .filter((file) => texts.test(file))
    .sort()
    .map((file) => readFileSync(join(folder, file), "utf8"))
    // Vite's own licence is followed by those of what Vite is built with, which is in no page.
    .map((file) => file.split(/^# Licenses of bundled dependencies$/m)[0]?.trim())
    .join("\n\n");
  return checked({ name, version, license: String(license), text }, kind);
}

function noticeOfPart({ host, source }: EmbeddedPart, root: string): readonly Notice[] {
  if (source.kind === "package") return [];
  const { name, license } = source;
  if (source.kind === "file") {
    const text = readFileSync(new URL(source.file, import.meta.url), "utf8");
    return [
      checked({ name, license, text: `${source.attribution}\n\n${text.trim()}` }, "codicons"),
    ];
  }
  const file = readFileSync(join(packageNamed(host, root).folder, source.file), "utf8");
  return [checked({ name, license, text: sectionOf(file, source.heading) }, "code")];
}

/** A section of Microsoft's files of third-party notices: `%% heading (address)`, a rule, the text, a rule. */
function sectionOf(text: string, heading: string): string {
  const sections = text.split(/^%% /m).slice(1);
  const section = sections.find((one) => one.startsWith(heading)) ?? "";
  return (section.split(/^=+$/m)[1] ?? "").trim();
}

function checked(notice: Notice, kind: BundledKind): Notice {
  if (!isLicenseAllowed(notice.license, kind))
    throw new Error(
      `${notice.name} is bundled, and its licence (${notice.license}) is not allowed`,
    );
  if (notice.text === "")
    throw new Error(`${notice.name} is bundled without a text of its licence`);
  return notice;
}
