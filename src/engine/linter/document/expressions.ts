import type { StatementView } from "./view.ts";

/** The expressions of templates. */
const patterns: readonly RegExp[] = [
  // Jinja, Helm, Mustache, CloudFormation's dynamic references.
  /\{\{[^{}]{0,200}\}\}/,
  // Terraform's directives, ERB.
  /%\{[^{}]{0,200}\}|<%[^<>%]{0,200}%>/,
  // The short forms of CloudFormation's functions.
  /^!(?:Sub|Ref|GetAtt|Join|Select|Split|If|FindInMap|ImportValue|Base64)\b.{0,200}/,
];
/** A word that documentation leaves to the reader: `<ACCOUNT_ID>`. */
const leftOpen = /<[A-Za-z][\w .:-]{0,60}>/;

/**
 * The first expression of a template in a text, or the first place that a template leaves open; `undefined` if there is
 * none. AWS's own variables (`${aws:username}`, `${*}`) are none: AWS's names have a prefix and one colon.
 * Source: IAM User Guide, "IAM policy elements: Variables and tags" (request information that you can use).
 */
export function expressionIn(text: string): string | undefined {
  if (!/[{<!]/.test(text)) return undefined;
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[0];
    if (found !== undefined) return found;
  }
  // A tag may have any value; a whole value or a part of an ARN in brackets is none.
  const open = leftOpen.exec(text)?.[0];
  if (open !== undefined && (open === text || text.startsWith("arn:"))) return open;
  return foreignVariableIn(text);
}

/** Whether the principals of some statements are not all known yet. */
export function hasOpenPrincipal(
  statements: readonly Pick<StatementView, "principals" | "notPrincipals">[],
): boolean {
  return statements.some(({ principals, notPrincipals }) =>
    [...principals, ...notPrincipals].some(({ text }) => expressionIn(text) !== undefined),
  );
}

/** A name without AWS's prefix, as Terraform and CloudFormation write it, or a call. */
const templateName = /^\s*(?:[A-Za-z_][\w.*[\]"'-]*(?:::[\w.]+)?|[a-z_]\w*\(.*\))\s*$/;

function foreignVariableIn(text: string): string | undefined {
  for (const [whole, body = ""] of text.matchAll(/\$\{([^{}]{1,200})\}/g))
    if (templateName.test(body)) return whole;
  return undefined;
}
