import type { Shown } from "./shared-work.ts";

// The page is usable before there is a link to it.
const sharedWork = () => import("./shared-work.ts");

/** The link to the work on the screen, at the address of the page. */
export async function linkTo(state: Shown, baseUrl: string): Promise<string> {
  return at(baseUrl, await (await sharedWork()).fragmentOfWork(state));
}

/** The titles of the layers that do not fit into a link. */
export async function layersLeftOut(state: Shown): Promise<readonly string[]> {
  const { layersInLink } = await sharedWork();
  const inLink = new Set(layersInLink(state));
  return state.layers.filter((layer) => !inLink.has(layer)).map(({ title }) => title);
}

/** The address of the page for this work: the link, unless it is too long. */
export async function addressOf(state: Shown, baseUrl: string): Promise<string> {
  return at(baseUrl, await (await sharedWork()).addressOfWork(state));
}

/** The work as the text of a Keyhole file. */
export async function fileTextOf(state: Shown): Promise<string> {
  return (await sharedWork()).fileOfWork(state);
}

function at(baseUrl: string, fragment: string): string {
  return `${baseUrl.replace(/#.*$/s, "")}#${fragment}`;
}
