import type { Template } from "./template.ts";

/** What `AWS::NoValue` comes to: the member or item that has it is left out. */
export const noValue: unique symbol = Symbol("AWS::NoValue");

/** What the functions of a template need to work out one value. */
export interface Resolution {
  readonly template: Template;
  /** Conditions that only a deployment decides, taken to hold. */
  readonly undecided: Set<string>;
  /** Parameters whose values stand in the result. */
  readonly parameters: Set<string>;
  /** A value with its functions worked out. */
  value(value: unknown): unknown;
  /** The text that a value comes to, or `undefined` if it comes to a list or an object. */
  text(value: unknown): string | undefined;
  /** Whether a condition of the template holds; `undefined` if only a deployment decides it. */
  condition(name: string): boolean | undefined;
  /** A text that a reference comes to, as long as the whole stays within bounds. */
  bounded(text: string, name: string): string;
  /** Puts `${name}` where a value is not known, and remembers it. */
  placeholder(name: string, expression: string, message: string): string;
}
