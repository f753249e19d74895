/** A command of the AWS CLI for a POSIX shell, on one line. Values are quoted; the names of `options` must be safe. */
export function awsCommand(
  service: string,
  operation: string,
  options: Readonly<Record<string, string>>,
): string {
  return `aws ${service} ${operation}${awsOptions(options)}`;
}

const iamRegions: Readonly<Record<string, string>> = {
  "aws-us-gov": "us-gov-west-1",
  "aws-cn": "cn-north-1",
};

/**
 * A command of IAM, which asks for no region in the partition `aws`. In the other partitions the AWS CLI needs a region of
 * theirs: without one it asks the endpoint of `aws`, where their credentials are unknown.
 * Source: AWS General Reference, "AWS Identity and Access Management endpoints and quotas".
 */
export function iamCommand(
  partition: string,
  operation: string,
  options: Readonly<Record<string, string>>,
): string {
  const region = iamRegions[partition];
  return awsCommand("iam", operation, { ...(region === undefined ? {} : { region }), ...options });
}

/** The options of a command, each with a leading space. */
export function awsOptions(options: Readonly<Record<string, string>>): string {
  return Object.entries(options)
    .map(([name, value]) => {
      // A value that begins with a dash would be read as another option.
      const between = value.startsWith("-") ? "=" : " ";
      return ` --${name}${between}${shellWord(value)}`;
    })
    .join("");
}

/** A text as one word of a POSIX shell: in single quotes unless it is safe without. */
export function shellWord(text: string): string {
  if (/^[A-Za-z0-9_/:=.,@+-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
