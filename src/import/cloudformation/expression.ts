/** A function in the short form of a YAML template: `!Sub "arn:…"`. Cuts long arguments. */
export function expressionOf(name: string, argument: unknown): string {
  const written = typeof argument === "string" ? argument : "[…]";
  return `!${name.replace("Fn::", "")} ${written.length > 200 ? `${written.slice(0, 200)}…` : written}`;
}
