/** Longer reports are shown as source: the browser would lay out a page of thousands of accounts in one piece. */
const mostFramed = 3_000_000;

/** Whether the dialog can show a file as the page that it is. */
export function isPage({ path, text }: { readonly path: string; readonly text: string }): boolean {
  return path.endsWith(".html") && text.length <= mostFramed;
}

/**
 * The text of an HTML report for a sandboxed frame. A link to a part of the report stays in the frame: its address would
 * otherwise be resolved against this page's. Other links open a tab. Text of the report never has these characters,
 * because it is escaped.
 *
 * @param theme the theme that the user chose; without it, the report follows the system's theme
 */
export function framedReport(html: string, theme: string | undefined): string {
  const scheme = theme === "light" || theme === "dark" ? theme : undefined;
  return html
    .replaceAll('<a href="#', '<a href="about:srcdoc#')
    .replaceAll('<a href="http', '<a target="_blank" rel="noopener noreferrer" href="http')
    .replace(
      "</head>",
      scheme ? `<style>:root{color-scheme:${scheme}}</style>\n</head>` : "</head>",
    );
}
