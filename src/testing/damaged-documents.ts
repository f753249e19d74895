import fc from "fast-check";
import { type GeneratedDocument, generate } from "#generator";
import type { Scenario } from "#scenario";
import { otherUsersArbitrary, scenarioArbitrary, sometimes } from "./arbitrary.ts";

/** Generated documents with one thing taken out of a document, or a wrong one put in its place. */
export interface Damaged {
  readonly scenario: Scenario;
  readonly documents: readonly GeneratedDocument[];
  /** What was done, for the message of a failing test. */
  readonly damage: string;
}

type Json = Record<string, unknown>;

interface Damage {
  readonly title: string;
  readonly apply: (policy: { Statement: Json[] }) => void;
}

/** One action, principal, resource, condition value or statement of a random scenario's documents, damaged. */
export function damagedDocuments(): fc.Arbitrary<Damaged> {
  return fc
    .record({
      answers: scenarioArbitrary(),
      otherUsers: sometimes(otherUsersArbitrary()),
      document: fc.nat(),
      damage: fc.nat(),
    })
    .map(({ answers, otherUsers, document, damage }) => {
      const scenario = otherUsers ? { ...answers, otherUsers } : answers;
      const documents = generate(scenario);
      const at = document % documents.length;
      const damages = damagesOf(documents[at]?.text ?? "{}");
      const chosen = damages[damage % damages.length];
      return {
        scenario,
        damage: `${documents[at]?.id}: ${chosen?.title}`,
        documents: documents.map((one, index) => {
          if (index !== at || !chosen) return one;
          const policy = JSON.parse(one.text);
          chosen.apply(policy);
          return { ...one, text: JSON.stringify(policy, null, 2) };
        }),
      };
    });
}

function damagesOf(text: string): readonly Damage[] {
  const { Statement } = JSON.parse(text) as { Statement: Json[] };
  return Statement.flatMap((statement, position): Damage[] => [
    ...(Statement.length > 1
      ? [
          {
            title: `without statement ${statement.Sid}`,
            apply: (policy: { Statement: Json[] }) => void policy.Statement.splice(position, 1),
          },
        ]
      : []),
    ...listsIn(statement).flatMap((path) => {
      const values = [valueAt(statement, path)].flat().map(String);
      return values.flatMap((value, index): Damage[] => [
        ...(values.length > 1
          ? [
              {
                title: `${statement.Sid} ${path.join(" ")} without ${value}`,
                apply: (policy: { Statement: Json[] }) =>
                  write(
                    policy.Statement[position],
                    path,
                    values.filter((_, other) => other !== index),
                  ),
              },
            ]
          : []),
        {
          title: `${statement.Sid} ${path.join(" ")} with ${wrong(value)} for ${value}`,
          apply: (policy: { Statement: Json[] }) => {
            const changed = values.map((one, other) => (other === index ? wrong(value) : one));
            write(policy.Statement[position], path, changed.length === 1 ? changed[0] : changed);
          },
        },
      ]);
    }),
    ...listsIn(statement)
      .filter(([name]) => name === "Condition")
      .map((path) => ({
        title: `${statement.Sid} without ${path.join(" ")}`,
        apply: (policy: { Statement: Json[] }) => remove(policy.Statement[position], path),
      })),
  ]);
}

function listsIn(statement: Json): readonly (readonly string[])[] {
  return ["Action", "Resource", "Principal", "Condition"].flatMap((name) => {
    const value = statement[name];
    if (typeof value !== "object" || value === null || Array.isArray(value))
      return value === undefined || value === "*" ? [] : [[name]];
    if (name === "Principal") return Object.keys(value).map((kind) => [name, kind]);
    return Object.entries(value).flatMap(([operator, keys]) =>
      Object.keys(keys as Json).map((key) => [name, operator, key]),
    );
  });
}

function valueAt(statement: Json, path: readonly string[]): unknown {
  return path.reduce<unknown>((at, name) => (at as Json)[name], statement);
}

function write(statement: Json | undefined, path: readonly string[], value: unknown): void {
  const parent = valueAt(statement ?? {}, path.slice(0, -1)) as Json;
  parent[path.at(-1) ?? ""] = value;
}

/** Without the objects that are empty then. */
function remove(statement: Json | undefined, path: readonly string[]): void {
  for (let length = path.length; length > 0; length -= 1) {
    const parent = valueAt(statement ?? {}, path.slice(0, length - 1)) as Json;
    delete parent[path[length - 1] ?? ""];
    if (Object.keys(parent).length > 0) return;
  }
}

/** A value of the same shape that nobody meant. */
function wrong(value: string): string {
  if (/^(?:kms|iam|sts|ec2):/.test(value)) return `${value.split(":")[0]}:GetOther`;
  if (value.startsWith("arn:")) return value.replace(/\d{12}/, "999999999999");
  return /^(?:true|false)$/.test(value) ? (value === "true" ? "false" : "true") : `${value}x`;
}
