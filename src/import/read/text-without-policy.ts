/** A text that is neither JSON nor YAML with a policy, and what to import instead. */
export interface TextWithoutPolicy {
  readonly recognised: string;
  readonly message: string;
}

/** Texts that the YAML reader must not see; the first match counts. */
const foreign: readonly (TextWithoutPolicy & { readonly is: (text: string) => boolean })[] = [
  {
    is: (text) =>
      /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----|aws_secret_access_key|AWS_SECRET_ACCESS_KEY|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b[\s\S]{0,200}secret/i.test(
        text,
      ),
    recognised: "Credentials",
    message:
      "These are credentials, not a policy. Keyhole stored nothing. Revoke them if they were pasted anywhere else.",
  },
  {
    is: (text) => text.includes("\u0000"),
    recognised: "A binary file",
    message:
      "This is not text. For a Terraform plan file, import the output of terraform show -json; for an archive, import its files.",
  },
  {
    is: (text) =>
      /^[ \t]*(?:resource|data|module|provider|variable|locals|terraform|output)\b[ \t]*(?:"[^"\n]{0,200}"[ \t]*){0,2}\{/m.test(
        text,
      ),
    recognised: "Terraform configuration",
    message:
      "Keyhole reads plans and states, not Terraform configuration. Run terraform plan -out=plan.bin, then terraform show -json plan.bin, and import the output.",
  },
  {
    is: (text) =>
      /\b(?:PolicyStatement|PolicyDocument)\s*\(|\baddToResourcePolicy\b|^IAM Statement Changes$/m.test(
        text,
      ),
    recognised: "Code or a comparison of the AWS CDK",
    message:
      "The policy is written when this code runs. Run cdk synth, and import the template that it prints.",
  },
  {
    is: (text) =>
      /is not authorized to perform:|\bAccessDenied(?:Exception)?\b|\bUnauthorizedOperation\b/.test(
        text,
      ),
    recognised: "An AWS error message",
    message: "An error message has no policy. Paste it under “Explain a denial”.",
  },
  {
    is: (text) => /^\s*<(?:!doctype|html|\?xml)/i.test(text),
    recognised: "A web page or XML",
    message: "Copy only the policy, from its first { to its last }.",
  },
  {
    is: (text) =>
      /^[^\n:{}]{0,500}(?:,[^\n,:{}]{0,200}){2,60}\r?\n[^\n,]{0,200}(?:,[^\n,]{0,500}){2}/.test(
        text,
      ),
    recognised: "A table (CSV)",
    message:
      "A table has no policy documents. Import the output of aws iam get-account-authorization-details or aws kms get-key-policy.",
  },
];

/**
 * Identifies what the AWS CLI prints of policies and grants with `--output text` or `--output table`, in which the elements
 * of a policy cannot be told apart. The text of a key policy alone is no such output: it is JSON.
 * Source: AWS CLI User Guide, "Setting the output format".
 */
export function printedByAws(text: string): TextWithoutPolicy | undefined {
  const beginning = text.slice(0, 65_536);
  const isText = /^(?:GRANTS|OPERATIONS|ASSUMEROLEPOLICYDOCUMENT|POLICYDOCUMENT|STATEMENT)\t/m;
  const isTable =
    /^[-+|]{5,500}\r?\n\|{1,9}\s{1,200}(?:Get|List|Describe)\w{0,40}(?:Polic|Role|Grant|User)\w{0,20}\s{1,200}\|/m;
  if (!isText.test(beginning) && !isTable.test(beginning)) return undefined;
  return {
    recognised: "Output of an AWS command as text or as a table",
    message:
      "This output leaves out the names and marks that Keyhole reads it by. Run the same command with --output json, and import the output.",
  };
}

/** Identifies a text without a policy. Returns `undefined` if it may be YAML. */
export function textWithoutPolicy(text: string): TextWithoutPolicy | undefined {
  // The marks are near the beginning; searching megabytes with every pattern would be slow.
  const beginning = text.slice(0, 65_536);
  const found = foreign.find(({ is }) => is(beginning));
  return found && { recognised: found.recognised, message: found.message };
}
