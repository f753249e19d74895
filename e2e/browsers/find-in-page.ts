/** What a page is asked for, as JSON. */
export interface Query {
  /** Without it the parts themselves are meant. */
  readonly role?: string;
  readonly name?: string | { readonly source: string; readonly flags: string };
  /** A CSS selector. */
  readonly within: string;
  /** The one that is going to be clicked, if any: it is moved into sight. */
  readonly nth: number;
}

/** An element of a page, as JSON. */
export interface Found {
  /** Its value, or its text without the white space around it. */
  readonly text: string;
  /** Its middle, in CSS pixels of the viewport. */
  readonly x: number;
  readonly y: number;
  /** Whether a click on its middle reaches it. */
  readonly isReachable: boolean;
}

declare const TestingLibraryDom: typeof import("@testing-library/dom") | undefined;

/** All elements that a query means, in the order of the page. Runs in the page; `null` if the library is not there. */
export function findInPage({ role, name, within, nth }: Query): readonly Found[] | null {
  if (typeof TestingLibraryDom === "undefined") return null;
  const { queryAllByRole } = TestingLibraryDom;
  const named =
    name === undefined
      ? {}
      : { name: typeof name === "string" ? name : new RegExp(name.source, name.flags) };
  const elements = [...document.querySelectorAll<HTMLElement>(within)].flatMap((part) =>
    role === undefined ? part : queryAllByRole(part, role, named),
  );
  elements[nth]?.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  return elements.map((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const x = left + width / 2;
    const y = top + height / 2;
    const hit = document.elementFromPoint(x, y);
    const label = element.closest("label");
    return {
      text: ("value" in element && typeof element.value === "string" && element.tagName !== "BUTTON"
        ? element.value
        : (element.textContent ?? "")
      ).trim(),
      x,
      y,
      isReachable: hit !== null && (element.contains(hit) || (label?.contains(hit) ?? false)),
    };
  });
}
