import { literal } from "./type-script.ts";

/** What makes a folder a CDK app. Nothing in these depends on the answers but the list of stacks. */
export const packageJson = `${JSON.stringify(
  {
    name: "keyhole-import",
    private: true,
    dependencies: { "aws-cdk-lib": "^2.200.0", constructs: "^10.4.0" },
    devDependencies: {
      "@types/node": "^22.0.0",
      "aws-cdk": "^2.1000.0",
      tsx: "^4.19.0",
      typescript: "^5.8.0",
    },
  },
  null,
  2,
)}\n`;

export const cdkJson = `${JSON.stringify({ app: "npx tsx bin/keyhole.ts" }, null, 2)}\n`;

export const tsconfigJson = `${JSON.stringify(
  {
    compilerOptions: {
      target: "ES2022",
      module: "NodeNext",
      moduleResolution: "NodeNext",
      strict: true,
      skipLibCheck: true,
      types: ["node"],
      noEmit: true,
    },
    include: ["bin", "lib"],
  },
  null,
  2,
)}\n`;

/** The app: all stacks of all accounts. */
export function appCode(
  stacks: readonly { readonly file: string; readonly className: string; readonly id: string }[],
): string {
  const files = [...new Set(stacks.map(({ file }) => file))];
  const imports = files.map((file) => {
    const names = stacks.filter((stack) => stack.file === file).map(({ className }) => className);
    return `import { ${names.join(", ")} } from "../lib/${file}";`;
  });
  const made = stacks.map(({ className, id }) => `new ${className}(app, ${literal(id)});`);
  return `${[
    'import * as cdk from "aws-cdk-lib";',
    ...imports,
    "",
    "const app = new cdk.App();",
    ...made,
  ].join("\n")}\n`;
}

/** What stacks ask beside the code: what keys that exist have now, and ARNs that only AWS knows. */
export const presentCode = `import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as cdk from "aws-cdk-lib";
import type { Construct } from "constructs";

/** The policy that a key has now, while it is imported; after that the stack sets its own. */
export function presentPolicy(scope: Construct, stack: string, key: string): unknown {
  if (scope.node.tryGetContext("import") === undefined) return undefined;
  return saved(scope, stack, \`\${key}.policy.json\`);
}

/** The tags that a key has now: an update takes away those that its template lacks. */
export function presentTags(scope: Construct, stack: string, key: string): cdk.CfnTag[] {
  return (saved(scope, stack, \`\${key}.tags.json\`) ?? []) as cdk.CfnTag[];
}

/** A value of the command line: \`-c name=value\`. */
export function given(scope: Construct, name: string, description: string): string {
  const value: unknown = scope.node.tryGetContext(name);
  if (typeof value === "string") return value;
  cdk.Annotations.of(scope).addError(\`Add to the command: -c \${name}=… \${description}\`);
  return "arn:not:given";
}

function saved(scope: Construct, stack: string, file: string): unknown {
  const path = join("present", stack, file);
  if (existsSync(path)) return JSON.parse(readFileSync(path, "utf8"));
  cdk.Annotations.of(scope).addError(\`\${path} is missing: run save-keys.sh for \${stack}, as README.md says.\`);
  return undefined;
}
`;

/** Reads from AWS what keys have now; \`lib/present.ts\` uses it. */
export const saveScript = `#!/usr/bin/env bash
# Saves what keys have now, their policies and tags, so that an import changes nothing and an update takes no tags away.
# It only reads from AWS.
#
#   bash save-keys.sh NAME REGION      for example: bash save-keys.sh 222222222222-us-east-1 us-east-1
#
# Reads keys/NAME.keys, writes present/NAME/.
set -euo pipefail

if [ "$#" -ne 2 ]; then
  echo "usage: bash save-keys.sh NAME REGION" >&2
  exit 2
fi
name=$1
region=$2
account=\${name%%-*}
caller=$(aws sts get-caller-identity --region "$region" --query Account --output text)
if [ "$caller" != "$account" ]; then
  echo "These are keys of account $account, but your credentials are of account $caller." >&2
  exit 1
fi

mkdir -p "present/$name"
resources=""
while IFS=$'\\t' read -r id _ key; do
  key_id=$(aws kms describe-key --region "$region" --key-id "$key" --query KeyMetadata.KeyId --output text </dev/null)
  aws kms get-key-policy --region "$region" --key-id "$key_id" --policy-name default --query Policy --output text \\
    </dev/null >"present/$name/$id.policy.json"
  aws kms list-resource-tags --region "$region" --key-id "$key_id" --query "Tags[?!starts_with(TagKey, 'aws:')].{key:TagKey,value:TagValue}" --output json \\
    </dev/null >"present/$name/$id.tags.json"
  resources="$resources\${resources:+,}\\"$id\\":{\\"KeyId\\":\\"$key_id\\"}"
done <"keys/$name.keys"
printf '{%s}\\n' "$resources" >"present/$name/resources.json"
echo "Saved in present/$name."
`;
