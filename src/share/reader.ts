/** The longest text of an answer from outside. */
const maximumText = 2_048;
/** Further losses are not listed one by one. */
const maximumLosses = 100;

/**
 * Reads the members of one untrusted object, and checks each. Writes the path of each invalid member to `dropped`; a
 * missing member is no loss. `end` names the unknown members.
 */
export class Reader {
  private readonly members: ReadonlyMap<string, unknown>;
  private readonly asked = new Set<string>();
  private readonly dropped: string[];
  private place: string;
  private readonly within: Reader | undefined;
  private hasLosses = false;

  constructor(raw: unknown, dropped: string[], place = "", within?: Reader) {
    const isObject = typeof raw === "object" && raw !== null && !Array.isArray(raw);
    // A map, so that names such as `__proto__` and `constructor` are ordinary.
    this.members = new Map(isObject ? Object.entries(raw) : []);
    this.dropped = dropped;
    this.place = place;
    this.within = within;
    if (!isObject && raw !== undefined) this.drop("");
  }

  text(name: string): string {
    const value = this.take(name);
    if (typeof value === "string" && value.length <= maximumText) return value;
    if (value !== undefined) this.drop(name);
    return "";
  }

  /** An optional text that is not empty. */
  optionalText(name: string, most: number): string | undefined {
    const value = this.take(name);
    if (typeof value === "string" && value !== "" && value.length <= most) return value;
    if (value !== undefined) this.drop(name);
    return undefined;
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

  optionalTexts(name: string, most: number): readonly string[] | undefined {
    return this.members.has(name) ? this.texts(name, most) : undefined;
  }

  object(name: string): Reader {
    return new Reader(this.take(name), this.dropped, name, this);
  }

  optionalObject(name: string): Reader | undefined {
    return this.members.has(name) ? this.object(name) : undefined;
  }

  /** Readers for the objects of a list; other items are dropped. */
  items(name: string, most: number): readonly Reader[] {
    return this.list(name, most).flatMap((value, index) => {
      const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
      if (isObject) return [new Reader(value, this.dropped, `${name}.${index + 1}`, this)];
      this.drop(`${name}.${index + 1}`);
      return [];
    });
  }

  /** The object's id, if it is well formed. */
  ownId(): string | undefined {
    const value = this.take("id");
    return typeof value === "string" && /^[\w-]{1,64}$/.test(value) ? value : undefined;
  }

  /** Sets the id that paths use. It is a loss if the object had another id. */
  callIt(id: string): void {
    const value = this.members.get("id");
    if (value !== undefined && value !== id) this.drop("id");
    this.place = this.place.replace(/\d+$/, id);
  }

  /** Whether nothing of the object was dropped. */
  isWhole(): boolean {
    return !this.hasLosses;
  }

  /** Drops the whole object. */
  refuse(): void {
    this.drop("");
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

  /** The path of a member, or of this object. */
  private at(name: string): string {
    const path = [this.place, name].filter((part) => part !== "").join(".");
    return this.within ? this.within.at(path) : path;
  }

  private drop(name: string): void {
    for (let reader: Reader | undefined = this; reader; reader = reader.within)
      reader.hasLosses = true;
    if (this.dropped.length >= maximumLosses) return;
    this.dropped.push(this.at(name.slice(0, 64)) || "the answers");
  }
}
