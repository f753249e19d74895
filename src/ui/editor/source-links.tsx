/** The pages of AWS that reasons name. A source that is not here stays text. */
const pages: Readonly<Record<string, string>> = {
  "KMS Developer Guide, “Default key policy”":
    "https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html",
  "KMS Developer Guide, “kms:GrantIsForAWSResource”":
    "https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html",
  "KMS Developer Guide, “Controlling access to multi-Region keys”":
    "https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-auth.html",
  "EBS User Guide, “Amazon EBS encryption”":
    "https://docs.aws.amazon.com/ebs/latest/userguide/ebs-encryption.html",
  "IAM User Guide, “Granting a user permissions to switch roles”":
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_permissions-to-switch.html",
  "IAM User Guide, “Policy evaluation logic”":
    "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html",
  "Service Authorization Reference, AWS KMS":
    "https://docs.aws.amazon.com/service-authorization/latest/reference/list_awskeymanagementservice.html",
};

/** The sources of a reason, separated by semicolons, each as a link to its page. */
export function SourceLinks({ text }: { readonly text: string }) {
  return text.split("; ").map((source, index) => {
    const page = pages[source.replace(/ \([^)]*\)$/, "")];
    return (
      <span key={source}>
        {index > 0 && "; "}
        {page === undefined ? (
          source
        ) : (
          <a
            href={page}
            target="_blank"
            rel="noreferrer"
            className="underline underline-offset-2 hover:text-accent"
          >
            {source}
          </a>
        )}
      </span>
    );
  });
}
