/** The longest text that an answer from outside may be. */
const maximumText = 2_048;
/** More losses than this are not listed one by one. */
const maximumLosses = 100;

/**
 * Reads the members of one object from outside, each checked. What is there and not valid is written to `dropped` by
 * path; what is missing is not. `end` names the members that nobody asked for.
 */
export class Reader {
  private readonly members: ReadonlyMap<string, unknown>;
  private readonly asked = new Set<string>();
  private path: string;
  private readonly dropped: string[];

  constructor(raw: unknown, path: string, dropped: string[]) {
    const isObject = typeof raw === "object" && raw !== null && !Array.isArray(raw);
    // A map, so that names such as `__proto__` and `constructor` mean nothing special.
    this.members = new Map(isObject ? Object.entries(raw) : []);
    this.path = path;
    this.dropped = dropped;
    if (!isObject && raw !== undefined) this.drop("");
  }

  text(name: string): string {
    const value = this.take(name);
    if (typeof value === "string" && value.length <= maximumText) return value;
    if (value !== undefined) this.drop(name);
    return "";
  }

  flag(name: string): boolean {
    const value = this.take(name);
    if (value !== undefined && typeof value !== "boolean") this.drop(name);
    return value === true;
  }

  choice<T extends string>(name: string, choices: readonly T[], otherwise: T): T {
    return this.optionalChoice(name, choices) ?? otherwise;
  }

  optionalChoice<T extends string>(name: string, choices: readonly T[]): T | undefined {
    const value = this.take(name);
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined && value !== undefined) this.drop(name);
    return choice;
  }

  texts(name: string, most: number): readonly string[] {
    const values = this.list(name, most);
    const texts = values.filter(
      (value): value is string => typeof value === "string" && value.length <= maximumText,
    );
    if (texts.length < values.length) this.drop(name);
    return texts;
  }

  object(name: string): Reader {
    return new Reader(this.take(name), this.at(name), this.dropped);
  }

  /** Readers for the objects of a list; what is no object is dropped. */
  items(name: string, most: number): readonly Reader[] {
    return this.list(name, most).flatMap((value, index) => {
      const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
      if (isObject) return [new Reader(value, this.at(`${name}.${index + 1}`), this.dropped)];
      this.drop(`${name}.${index + 1}`);
      return [];
    });
  }

  /** The id of this object: its own where that is well formed and not `taken` yet, else a new one. */
  id(prefix: string, taken: Set<string>): string {
    const value = this.take("id");
    const own = typeof value === "string" && /^[\w-]{1,64}$/.test(value) ? value : undefined;
    let id = own;
    for (let number = taken.size + 1; id === undefined || taken.has(id); number += 1)
      id = `${prefix}${number}`;
    if (id !== own && value !== undefined) this.drop("id");
    taken.add(id);
    this.path = this.path.replace(/\d+$/, id);
    return id;
  }

  end(): void {
    for (const name of this.members.keys()) if (!this.asked.has(name)) this.drop(name);
  }

  private list(name: string, most: number): readonly unknown[] {
    const value = this.take(name);
    if (!Array.isArray(value)) {
      if (value !== undefined) this.drop(name);
      return [];
    }
    if (value.length > most) this.drop(`${name} after the first ${most}`);
    return value.slice(0, most);
  }

  private take(name: string): unknown {
    this.asked.add(name);
    return this.members.get(name);
  }

  private at(name: string): string {
    return this.path === "" ? name : `${this.path}.${name}`;
  }

  private drop(name: string): void {
    const path = name === "" ? this.path || "the answers" : this.at(name.slice(0, 64));
    if (this.dropped.length < maximumLosses) this.dropped.push(path);
  }
}
