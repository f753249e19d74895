import type { Unresolved } from "../imported.ts";
import { maximumDepth } from "../limits.ts";
import { isObject, memberIn } from "../value.ts";
import { holds } from "./conditions.ts";
import { functions } from "./functions.ts";
import type { Template } from "./template.ts";

/** What `AWS::NoValue` comes to: the member or item that has it is left out. */
export const noValue: unique symbol = Symbol("AWS::NoValue");

export interface Resolved {
  readonly value: unknown;
  readonly unresolved: readonly Unresolved[];
  /** Conditions that only a deployment decides, taken to hold. */
  readonly undecided: ReadonlySet<string>;
  /** Parameters whose values stand in the result. */
  readonly parameters: ReadonlySet<string>;
}

/**
 * A value of a template with its functions worked out. What only a deployment knows stands as a placeholder
 * (`${AWS::AccountId}`) and is listed with its path. Output is bounded: past that, references stay placeholders.
 */
export function resolve(template: Template, value: unknown): Resolved {
  const resolution = new Resolution(template);
  const resolved = resolution.value(value);
  const { undecided, parameters } = resolution;
  const seen = new Set<string>();
  const unresolved = resolution.unresolved.filter(({ path, placeholder }) => {
    const id = JSON.stringify([path, placeholder]);
    if (seen.has(id)) return false;
    seen.add(id);
    // What was only asked on the way, as the key of a mapping is, stands nowhere.
    const text = path.reduce<unknown>(step, resolved);
    return typeof text === "string" && text.includes(placeholder);
  });
  return { value: resolved === noValue ? undefined : resolved, unresolved, undecided, parameters };
}

function step(value: unknown, name: string | number): unknown {
  return typeof name === "string"
    ? memberIn(value, name)
    : Array.isArray(value)
      ? value[name]
      : undefined;
}

/** One value on its way, with the path it is at. */
export class Resolution {
  readonly unresolved: Unresolved[] = [];
  readonly undecided = new Set<string>();
  readonly parameters = new Set<string>();
  private readonly path: (string | number)[] = [];
  private depth = 0;
  /** How many functions this is an argument of: what stands in one has no path of its own. */
  private within = 0;
  readonly template: Template;

  constructor(template: Template) {
    this.template = template;
  }

  value(value: unknown): unknown {
    if (this.depth > maximumDepth) return this.placeholder("…", "…", "this nests too deep");
    this.depth += 1;
    const resolved = this.unbounded(value);
    this.depth -= 1;
    return resolved;
  }

  /** The text that a value comes to, or nothing where it comes to a list or an object. */
  text(value: unknown): string | undefined {
    const resolved = this.value(value);
    if (typeof resolved === "number" || typeof resolved === "boolean") return String(resolved);
    return typeof resolved === "string" ? resolved : undefined;
  }

  condition(name: string): boolean | undefined {
    return holds(this.template, name);
  }

  /** A text that a reference comes to, as long as the whole stays within bounds. */
  bounded(text: string, name: string): string {
    const { budget } = this.template;
    budget.left -= text.length;
    if (budget.left >= 0) return text;
    return this.placeholder(
      name.slice(0, 100),
      name.slice(0, 100),
      "its value is too long to write out",
    );
  }

  /** Puts `${name}` where a value is not known, and remembers it. */
  placeholder(name: string, expression: string, message: string): string {
    const placeholder = `\${${name}}`;
    if (this.unresolved.length < maximumUnresolved)
      this.unresolved.push({ path: [...this.path], expression, placeholder, message });
    return placeholder;
  }

  private unbounded(value: unknown): unknown {
    if (typeof value === "string") return this.bounded(value, "text");
    if (Array.isArray(value)) return this.list(value);
    if (!isObject(value)) return value;
    const names = Object.keys(value);
    const [name] = names;
    if (names.length === 1 && name !== undefined) {
      const work = Object.hasOwn(functions, name) ? functions[name] : undefined;
      if (work) return this.worked(() => work(this, value[name]), name !== "Fn::If");
      // `Condition` is an element of a statement too, where it holds an object.
      const unknown =
        name.startsWith("Fn::") || (name === "Condition" && typeof value[name] === "string");
      if (unknown)
        return this.placeholder(
          name.slice(0, 100),
          `!${name.slice(0, 100)}`,
          "Put the value here that the deployed policy has.",
        );
    }
    const members: [string, unknown][] = [];
    for (const member of names) {
      const resolved = this.at(member, value[member]);
      if (resolved !== noValue) members.push([member, resolved]);
    }
    return Object.fromEntries(members);
  }

  private worked(work: () => unknown, isArgument: boolean): unknown {
    if (isArgument) this.within += 1;
    const value = work();
    if (isArgument) this.within -= 1;
    return value;
  }

  private at(name: string | number, value: unknown): unknown {
    if (this.within > 0) return this.value(value);
    this.path.push(name);
    const resolved = this.value(value);
    this.path.pop();
    return resolved;
  }

  private list(values: readonly unknown[]): unknown[] {
    const list: unknown[] = [];
    for (const one of values) {
      const resolved = this.at(list.length, one);
      if (resolved !== noValue) list.push(resolved);
    }
    return list;
  }
}

const maximumUnresolved = 1_000;
