/** A function as a YAML template writes it: `!Sub "arn:…"`. Long arguments are cut. */
export function expressionOf(name: string, argument: unknown): string {
  const written = typeof argument === "string" ? argument : "[…]";
  return `!${name.replace("Fn::", "")} ${written.length > 200 ? `${written.slice(0, 200)}…` : written}`;
}
