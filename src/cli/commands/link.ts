import { encodeState } from "#keyhole";
import { CouldNotBeDone, type ExitCode, type Terminal } from "../terminal.ts";
import { isAddress, readWork } from "../work/read-work.ts";
import { withNames } from "../work/replaced-work.ts";

/** The options of `keyhole link`, as the command line has them. */
export interface LinkOptions {
  /** The address where the page is hosted; otherwise the one of `keyhole.json`. */
  readonly at?: string;
  readonly preset?: string;
  /** Puts examples in the place of names; what stands for what goes to this file. */
  readonly replaceNames?: string;
}

/** `keyhole link`: the part of a link after its `#`, or with an address the whole link. */
export async function link(
  paths: readonly string[],
  { at, preset, replaceNames }: LinkOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const given = await readWork(paths, { preset }, terminal);
  const work = await withNames(given, replaceNames, terminal);
  const { scenario, edits, layerList: layers, ignored } = work;
  const fragment = await encodeState({ scenario, edits, layers, ignored });
  const address = at ?? given.at;
  if (address !== undefined && !isAddress(address))
    throw new CouldNotBeDone(`“${address}” is not an address: it begins with http:// or https://.`);
  terminal.out(`${address === undefined ? "" : address}#${fragment}\n`);
  return 0;
}

/** `keyhole open`: a link that opens the page on the work. */
export async function openAt(
  paths: readonly string[],
  options: LinkOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const work = options.at === undefined ? await readWork(paths, options, terminal) : undefined;
  if (options.at === undefined && work?.at === undefined)
    throw new CouldNotBeDone(
      "Where is the page? Name its address with --at, or as “at” in keyhole.json.",
    );
  return link(paths, options, terminal);
}
