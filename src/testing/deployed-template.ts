/** What a template is deployed with: its parameters' values, and where. */
export interface Deployed {
  readonly account: string;
  readonly region: string;
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * A template's resources as CloudFormation would deploy them, an independent reading of the rules that the
 * writers rely on. Source: CloudFormation Template Reference, "Ref", "Fn::Sub", "Fn::GetAtt".
 */
export function evaluated(template: unknown, deployed: Deployed): Record<string, Evaluated> {
  const { Parameters = {}, Resources = {} } = template as Parsed;
  const values: Record<string, string> = {
    "AWS::AccountId": deployed.account,
    "AWS::Region": deployed.region,
  };
  for (const [id, { Default }] of Object.entries(Parameters))
    if (Default !== undefined) values[id] = Default;
  Object.assign(values, deployed.parameters);
  for (const [id, { Type, Properties }] of Object.entries(Resources))
    values[id] = Type === "AWS::IAM::Role" ? String(evaluate(Properties.RoleName)) : `ref of ${id}`;
  return evaluate(Resources) as Record<string, Evaluated>;

  function evaluate(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(evaluate);
    if (typeof value !== "object" || value === null) return value;
    const members = Object.entries(value);
    const [name, argument] = members[0] ?? [];
    if (members.length === 1 && name === "Ref") return valueNamed(String(argument));
    if (members.length === 1 && name === "Fn::Sub") return substituted(String(argument));
    if (members.length === 1 && name === "Fn::GetAtt") return (argument as string[]).join(".");
    return Object.fromEntries(members.map(([key, member]) => [key, evaluate(member)]));
  }

  function substituted(text: string): string {
    return text.replace(/\$\{([^}]*)\}/g, (_whole, name: string) =>
      name.startsWith("!") ? `\${${name.slice(1)}}` : valueNamed(name),
    );
  }

  function valueNamed(name: string): string {
    const value = values[name];
    if (value === undefined) throw new Error(`the template refers to ${name}, which it has not`);
    return value;
  }
}

/** A resource of a template after CloudFormation's functions are evaluated. */
export interface Evaluated {
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
}

/** Every policy among resources, as JSON text, so that order counts too. */
export function policiesOf(resources: Record<string, Evaluated>): string[] {
  return Object.values(resources).flatMap(({ Properties }) => {
    const policy =
      Properties.AssumeRolePolicyDocument ?? Properties.PolicyDocument ?? Properties.KeyPolicy;
    return policy === undefined ? [] : [JSON.stringify(policy)];
  });
}

interface Parsed {
  readonly Parameters?: Record<string, { Default?: string }>;
  readonly Resources?: Record<string, Evaluated>;
}
