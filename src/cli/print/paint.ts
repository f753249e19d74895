import { styleText } from "node:util";

/** Colours a text for a terminal, or leaves it as it is. */
export type Paint = (colour: "green" | "yellow" | "red" | "bold" | "dim", text: string) => string;

/** Colours only where the terminal shows them: every mark has its word beside it. */
export function painter(colours: boolean): Paint {
  return (colour, text) => (colours ? styleText(colour, text, { validateStream: false }) : text);
}
