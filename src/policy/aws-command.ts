/** A command of the AWS CLI as one line of a POSIX shell. Values are quoted; what `options` names must be safe itself. */
export function awsCommand(
  service: string,
  operation: string,
  options: Readonly<Record<string, string>>,
): string {
  return `aws ${service} ${operation}${awsOptions(options)}`;
}

/** The options of a command, a space before each. */
export function awsOptions(options: Readonly<Record<string, string>>): string {
  return Object.entries(options)
    .map(([name, value]) => {
      // A value that begins with a dash would be read as an option of its own.
      const between = value.startsWith("-") ? "=" : " ";
      return ` --${name}${between}${shellWord(value)}`;
    })
    .join("");
}

/** A text as one word of a POSIX shell: as it is where that is safe, in single quotes otherwise. */
export function shellWord(text: string): string {
  if (/^[A-Za-z0-9_/:=.,@+-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", "'\\''")}'`;
}
