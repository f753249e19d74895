/** How a text of the map is set. Sizes in pixels. */
export type Face = "sans" | "bold" | "mono" | "mono-bold";

/** JetBrains Mono at 11 px: each character is 0.6 em wide. */
const monoWidth = 6.6;
/** Inter at 12 px, a little wider than it is, so that other faces fit too. */
const wide = /[mwMW@%…—×→]/;
const narrow = /[iljtfrI.,:;'’|!()[\] ]/;

/** The width of a text in pixels, estimated: no font is loaded where the layout is computed. */
export function textWidth(text: string, face: Face): number {
  if (face === "mono" || face === "mono-bold") return [...text].length * monoWidth;
  let width = 0;
  for (const character of text)
    width += wide.test(character)
      ? 10.6
      : narrow.test(character)
        ? 4.2
        : /[A-Z]/.test(character)
          ? 8.6
          : 7.1;
  return face === "bold" ? width * 1.05 : width;
}

/** The text, shortened with “…” so that it fits. */
export function fitted(text: string, face: Face, width: number): string {
  if (textWidth(text, face) <= width) return text;
  const characters = [...text];
  while (characters.length > 1 && textWidth(`${characters.join("")}…`, face) > width)
    characters.pop();
  return `${characters.join("")}…`;
}
