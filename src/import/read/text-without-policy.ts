/** What a text is that is neither JSON nor YAML with a policy, and what to bring in its place. */
export interface TextWithoutPolicy {
  readonly recognised: string;
  readonly message: string;
}

/** Texts that no YAML reader should see; the first that fits counts. */
const foreign: readonly (TextWithoutPolicy & { readonly is: (text: string) => boolean })[] = [
  {
    is: (text) =>
      /-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----|aws_secret_access_key|AWS_SECRET_ACCESS_KEY|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b[\s\S]{0,200}secret/i.test(
        text,
      ),
    recognised: "Credentials",
    message:
      "These are credentials, not a policy. Keyhole kept nothing of them; wherever else they were pasted, have them revoked.",
  },
  {
    is: (text) => text.includes("\u0000"),
    recognised: "A binary file",
    message:
      "This is not text. Of a Terraform plan file bring what terraform show -json prints; of an archive bring the files in it.",
  },
  {
    is: (text) =>
      /^[ \t]*(?:resource|data|module|provider|variable|locals|terraform|output)\b[ \t]*(?:"[^"\n]{0,200}"[ \t]*){0,2}\{/m.test(
        text,
      ),
    recognised: "Terraform configuration",
    message:
      "Keyhole reads what Terraform makes of its configuration. Run terraform plan -out=plan.bin, then terraform show -json plan.bin, and bring what that prints.",
  },
  {
    is: (text) =>
      /is not authorized to perform:|\bAccessDenied(?:Exception)?\b|\bUnauthorizedOperation\b/.test(
        text,
      ),
    recognised: "An AWS error message",
    message: "An error message has no policy in it. Paste it under “Explain a denial”.",
  },
  {
    is: (text) => /^\s*<(?:!doctype|html|\?xml)/i.test(text),
    recognised: "A web page or XML",
    message: "Copy the policy itself, from its { to its }, not the page round it.",
  },
  {
    is: (text) =>
      /^[^\n:{}]{0,500}(?:,[^\n,:{}]{0,200}){2,60}\r?\n[^\n,]{0,200}(?:,[^\n,]{0,500}){2}/.test(
        text,
      ),
    recognised: "A table (CSV)",
    message:
      "A table has no policy documents. Bring what aws iam get-account-authorization-details or aws kms get-key-policy prints.",
  },
];

export function textWithoutPolicy(text: string): TextWithoutPolicy | undefined {
  // Marks stand near the beginning; searching megabytes with every pattern would take its time.
  const beginning = text.slice(0, 65_536);
  const found = foreign.find(({ is }) => is(beginning));
  return found && { recognised: found.recognised, message: found.message };
}
