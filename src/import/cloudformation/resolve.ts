import type { Unresolved } from "../imported.ts";
import { maximumDepth } from "../limits.ts";
import { isObject, memberIn } from "../value.ts";
import { holds } from "./conditions.ts";
import { functions } from "./functions.ts";
import { noValue, type Resolution } from "./resolution.ts";
import type { Template } from "./template.ts";

/** A resolved value, and what only a deployment knows about it. */
export interface Resolved {
  readonly value: unknown;
  readonly unresolved: readonly Unresolved[];
  /** Conditions that only a deployment decides; they are taken as true. */
  readonly undecided: ReadonlySet<string>;
  /** Parameters whose values are in the result. */
  readonly parameters: ReadonlySet<string>;
}

/**
 * Resolves the intrinsic functions in a value of a template. A value that only a deployment knows becomes a placeholder
 * (`${AWS::AccountId}`), listed with its path. The output is bounded: past the limit, references stay placeholders.
 */
export function resolve(template: Template, value: unknown): Resolved {
  const resolution = new ResolutionAtPath(template);
  const resolved = resolution.value(value);
  const { undecided, parameters } = resolution;
  const seen = new Set<string>();
  const unresolved = resolution.unresolved.filter(({ path, placeholder }) => {
    const id = JSON.stringify([path, placeholder]);
    if (seen.has(id)) return false;
    seen.add(id);
    // A placeholder that is not in the result, such as the key of a mapping, is not listed.
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

/** Resolves one value, and tracks the path it is at. */
class ResolutionAtPath implements Resolution {
  readonly unresolved: Unresolved[] = [];
  readonly undecided = new Set<string>();
  readonly parameters = new Set<string>();
  private readonly path: (string | number)[] = [];
  private depth = 0;
  /** How many functions enclose this value: inside a function a value has no path in the result. */
  private within = 0;
  readonly template: Template;

  constructor(template: Template) {
    this.template = template;
  }

  value(value: unknown): unknown {
    if (this.depth > maximumDepth) return this.placeholder("…", "…", "this is nested too deep");
    this.depth += 1;
    const resolved = this.unbounded(value);
    this.depth -= 1;
    return resolved;
  }

  /** The text that a value resolves to, or `undefined` for a list or an object. */
  text(value: unknown): string | undefined {
    const resolved = this.value(value);
    if (typeof resolved === "number" || typeof resolved === "boolean") return String(resolved);
    return typeof resolved === "string" ? resolved : undefined;
  }

  condition(name: string): boolean | undefined {
    return holds(this.template, name);
  }

  /** A referenced text, as long as the total stays within the budget. */
  bounded(text: string, name: string): string {
    const { budget } = this.template;
    budget.left -= text.length;
    if (budget.left >= 0) return text;
    return this.placeholder(
      name.slice(0, 100),
      name.slice(0, 100),
      "its value is too long to insert",
    );
  }

  /** Inserts `${name}` for an unknown value, and records it. */
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
      // `Condition` is also an element of a statement, where it is an object.
      const unknown =
        name.startsWith("Fn::") || (name === "Condition" && typeof value[name] === "string");
      if (unknown)
        return this.placeholder(
          name.slice(0, 100),
          `!${name.slice(0, 100)}`,
          "Replace this with the value in the deployed policy.",
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
