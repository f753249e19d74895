/** A command of the AWS CLI for a POSIX shell, on one line. Values are quoted; the names of `options` must be safe. */
export function awsCommand(
  service: string,
  operation: string,
  options: Readonly<Record<string, string>>,
): string {
  return `aws ${service} ${operation}${awsOptions(options)}`;
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
