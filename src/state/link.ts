import type { View, Work } from "./work.ts";

type Shown = Pick<Work, "scenario" | "edits" | "ignored"> & { readonly view: View };

/** The link to what the screen shows, at the address of the page. */
export async function linkTo(state: Shown, baseUrl: string): Promise<string> {
  // The page is usable before there is a link to it.
  const { fragmentOfWork } = await import("./shared-work.ts");
  return `${baseUrl.replace(/#.*$/s, "")}#${await fragmentOfWork(state)}`;
}
