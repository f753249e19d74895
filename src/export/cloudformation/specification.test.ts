import { loadAwsServiceSpecSync } from "@aws-cdk/aws-service-spec";
import type { PropertyType, Resource } from "@aws-cdk/service-spec-types";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { watchesOf } from "#evidence";
import { generate } from "#generator";
import { presets, type Scenario } from "#scenario";
import { scenarioArbitrary } from "#testing/arbitrary";
import { exportFiles } from "../export-files.ts";
import type { ExportOptions } from "../options.ts";

const database = loadAwsServiceSpecSync();

const options: readonly ExportOptions[] = (["yaml", "json"] as const).flatMap((templates) =>
  (["new", "existing"] as const).flatMap((targetRoles) =>
    (["new", "existing"] as const).map((keys) => ({ templates, targetRoles, keys })),
  ),
);

describe("templates by AWS’s own resource specification", () => {
  it.each(presets.map(({ id, scenario }) => [id, scenario] as const))("%s", (_id, scenario) => {
    for (const option of options) expect(problems(scenario, option)).toEqual([]);
  });

  it("with rules that watch what stays open", () => {
    for (const { scenario } of presets) {
      expect(problems(scenario, { watch: true })).toEqual([]);
      const written = exportFiles("cloudformation", scenario, generate(scenario), { watch: true })
        .filter(({ path }) => path.endsWith("-watching.yaml"))
        .flatMap(({ text }) => Object.values<Rule>(parse(text).Resources))
        .map(({ Properties }) => [Properties.Name, Properties.EventPattern]);
      const expected = watchesOf(scenario, generate(scenario)).watches;
      expect(Object.fromEntries(written)).toEqual(
        Object.fromEntries(expected.map(({ name, pattern }) => [name, pattern])),
      );
    }
  });

  it("any scenario", () => {
    fc.assert(
      fc.property(scenarioArbitrary(), fc.constantFrom(...options), (scenario, option) => {
        expect(problems(scenario, option)).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  it("notices what does not fit", () => {
    const found = problemsOf({
      Resources: {
        A: { Type: "AWS::KMS::ReplicaKey", Properties: { KeyPolicy: {} } },
        B: { Type: "AWS::KMS::Key", Properties: { MultiRegion: "yes", Origin: "HSM", Colour: 1 } },
        C: { Type: "AWS::KMS::Lock", Properties: {} },
        D: { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: {}, Roles: [{}] } },
      },
    });
    expect(found).toEqual([
      "A.PrimaryKeyArn is required",
      "B.MultiRegion is not of type boolean",
      "B.Origin is not of type string",
      "B.Colour is no property",
      "C: no type AWS::KMS::Lock",
      "D.Roles is not of type array",
    ]);
  });
});

function problems(scenario: Scenario, option: ExportOptions): readonly string[] {
  const stackSet = { organizationalUnits: ["ou-abcd-12345678"], regions: ["eu-west-1"] };
  const documents = generate(scenario);
  return (["cloudformation", "stackset"] as const).flatMap((format) =>
    exportFiles(format, scenario, documents, { ...option, stackSet })
      .filter(({ path }) => /^[^/]+\/[^/]+\.(yaml|json)$/.test(path))
      .flatMap(({ text }) => problemsIn(text)),
  );
}

const known = new Map<string, readonly string[]>();

/** The problems of a template's text; none of another file. Each text is read once: some are the same under several choices. */
function problemsIn(text: string): readonly string[] {
  const before = known.get(text);
  if (before) return before;
  const value = parse(text);
  const found = !Array.isArray(value) && "Resources" in value ? problemsOf(value) : [];
  known.set(text, found);
  return found;
}

interface Rule {
  readonly Properties: { readonly Name: string; readonly EventPattern: unknown };
}

interface Template {
  readonly Resources: Record<string, { Type: string; Properties: Record<string, unknown> }>;
}

function problemsOf({ Resources }: Template): readonly string[] {
  const count = Object.keys(Resources).length;
  if (count === 0 || count > 500) return [`${count} resources`];
  return Object.entries(Resources).flatMap(([id, { Type, Properties }]) => {
    if (!/^[A-Za-z0-9]{1,255}$/.test(id)) return [`${id}: no logical id`];
    const [resource] = database.lookup("resource", "cloudFormationType", "equals", Type);
    return resource ? misfits(id, resource, Properties) : [`${id}: no type ${Type}`];
  });
}

function misfits(
  id: string,
  { properties }: Pick<Resource, "properties">,
  given: Record<string, unknown>,
): string[] {
  const missing = Object.entries(properties)
    .filter(([name, { required }]) => required && !(name in given))
    .map(([name]) => `${id}.${name} is required`);
  const wrong = Object.entries(given).flatMap(([name, value]) => {
    const property = properties[name];
    if (!property) return [`${id}.${name} is no property`];
    if (fits(property.type, value)) return [];
    return [`${id}.${name} is not of type ${property.type.type}`];
  });
  return [...missing, ...wrong];
}

function fits(type: PropertyType, value: unknown): boolean {
  switch (type.type) {
    case "string":
      return isIntrinsic(value) || (typeof value === "string" && isAllowed(type, value));
    case "boolean":
      return typeof value === "boolean";
    case "integer":
      return Number.isInteger(value);
    case "json":
      return typeof value === "object" && value !== null && !isIntrinsic(value);
    case "tag":
      return /^Key,Value$/.test(Object.keys(value as object).join());
    case "array":
      return Array.isArray(value) && value.every((item) => fits(type.element, item));
    case "union":
      return type.types.some((one) => fits(one, value));
    case "ref":
      return (
        misfits(
          "",
          database.get("typeDefinition", type.reference),
          value as Record<string, unknown>,
        ).length === 0
      );
    default:
      throw new Error(`Keyhole writes nothing of type ${type.type}`);
  }
}

function isAllowed(type: PropertyType, value: string): boolean {
  const { allowedValues } = type as { allowedValues?: readonly string[] };
  return allowedValues?.includes(value) ?? true;
}

function isIntrinsic(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return /^(Ref|Fn::Sub|Fn::GetAtt)$/.test(Object.keys(value).join());
}
