interface RuleLinkProps {
  readonly rule: string;
  readonly className?: string;
}

/** The address of a rule's page, within this page. */
export const rulePage = (rule: string) => `#rule/${rule}`;

/** A rule's id as a link to its page. */
export function RuleLink({ rule, className }: RuleLinkProps) {
  return (
    <a
      href={rulePage(rule)}
      className={`rounded-sm font-mono text-muted text-xs underline decoration-line underline-offset-2 hover:text-accent hover:decoration-current ${className ?? ""}`}
    >
      {rule}
    </a>
  );
}
