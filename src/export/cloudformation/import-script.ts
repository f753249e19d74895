import type { KeyPart } from "./key-resources.ts";
import { printTemplate, type Template, type TemplateFormat } from "./template.ts";

/** Stands for the present policy of a key until `import-keys.sh` has put it there: no policy that KMS would take. */
const present = "Run import-keys.sh: it puts the policy here that the key has now.";

/**
 * The template of an import: the keys alone, with the policies that they have, since an import changes nothing and
 * CloudFormation later compares with what it believes.
 * Source: CloudFormation User Guide, "Bringing existing resources into CloudFormation management".
 */
export function printImportTemplate(template: Template, format: TemplateFormat): string {
  const resources = Object.entries(template.resources).map(([id, resource]) => [
    id,
    { ...resource, Properties: { ...resource.Properties, KeyPolicy: present } },
  ]);
  return printTemplate({ ...template, resources: Object.fromEntries(resources) }, format);
}

/** The keys of an import, a line each in the order of the template: logical id, type, and key id or alias. */
export function printKeyList(keys: readonly KeyPart[]): string {
  const lines = keys.map(({ logicalId, type, key: { named } }) => {
    const key = named.by === "arn" ? named.keyId : named.by === "alias" ? named.alias : "";
    return [logicalId, type, key].join("\t");
  });
  return `${lines.join("\n")}\n`;
}

/**
 * Reads from AWS what the keys of an import have now, and writes it into the templates; not the tags that begin with
 * `aws:`, which only AWS sets. Nothing in it depends on the
 * answers. It finds the lines by their indentation, which no line of a policy has.
 */
export const importScript = `#!/usr/bin/env bash
# Completes the templates of an import with what the keys have now: their policies, so that the import changes
# nothing, and their tags, which an update would take away if the template lacked them. It only reads from AWS.
#
#   bash import-keys.sh NAME REGION      for example: bash import-keys.sh 222222222222-us-east-1 us-east-1
#
# Reads NAME.keys and the templates NAME and NAME-import; writes the completed ones, and what to import, to live/.
set -euo pipefail

if [ "$#" -ne 2 ]; then
  echo "usage: bash import-keys.sh NAME REGION" >&2
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

mkdir -p live
policies=live/$name.policies
tags=live/$name.tags
: >"$policies"
: >"$tags"
resources=""
while IFS=$'\\t' read -r id type key; do
  key_id=$(aws kms describe-key --region "$region" --key-id "$key" --query KeyMetadata.KeyId --output text </dev/null)
  aws kms get-key-policy --region "$region" --key-id "$key_id" --policy-name default --query Policy --output text </dev/null |
    tr -d '\\r\\n\\t' >>"$policies"
  echo >>"$policies"
  aws kms list-resource-tags --region "$region" --key-id "$key_id" --query "Tags[?!starts_with(TagKey, 'aws:')].{Key:TagKey,Value:TagValue}" --output json </dev/null |
    tr -d '\\r\\n\\t' >>"$tags"
  echo >>"$tags"
  resources="$resources\${resources:+,}{\\"ResourceType\\":\\"$type\\",\\"LogicalResourceId\\":\\"$id\\",\\"ResourceIdentifier\\":{\\"KeyId\\":\\"$key_id\\"}}"
done <"$name.keys"
printf '[%s]\\n' "$resources" >"live/$name.resources.json"

complete() {
  awk -v policies="$policies" -v tags="$tags" '
    /^      KeyPolicy: "Run import-keys.sh/ { getline line < policies; print "      KeyPolicy: " line; next }
    /^        "KeyPolicy": "Run import-keys.sh/ { getline line < policies; print "        \\"KeyPolicy\\": " line ","; next }
    /^      Tags: \\[\\]$/ { getline line < tags; print "      Tags: " line; next }
    /^        "Tags": \\[\\]$/ { getline line < tags; print "        \\"Tags\\": " line; next }
    { print }
  ' "$1" >"live/$1"
}
for template in "$name".yaml "$name"-import.yaml "$name".json "$name"-import.json; do
  if [ -e "$template" ]; then complete "$template"; fi
done
echo "live/ has the completed templates and $name.resources.json."
`;
