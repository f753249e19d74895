/**
 * Whether the host serves another build than the running one: its index.html no longer names this page's script. False if
 * the host cannot be reached. Never rejects.
 */
export async function isPageReplaced(): Promise<boolean> {
  const script = document.querySelector("script[type=module]")?.getAttribute("src");
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    return !!script && answer.ok && !(await answer.text()).includes(script);
  } catch {
    return false;
  }
}
