const languages: Readonly<Record<string, readonly [language: string, mediaType: string]>> = {
  json: ["json", "application/json"],
  tf: ["hcl", "text/plain"],
  yaml: ["yaml", "application/yaml"],
  sh: ["shell", "text/x-shellscript"],
  ts: ["typescript", "text/plain"],
  html: ["html", "text/html"],
  md: ["markdown", "text/markdown"],
};

/** The editor's language for a file. */
export function languageOf(path: string): string {
  return kindOf(path)[0];
}

/** The media type of a file. */
export function mediaTypeOf(path: string): string {
  return `${kindOf(path)[1]};charset=utf-8`;
}

function kindOf(path: string) {
  const ending = path.slice(path.lastIndexOf(".") + 1);
  return (
    (Object.hasOwn(languages, ending) && languages[ending]) ||
    (["plaintext", "text/plain"] as const)
  );
}
