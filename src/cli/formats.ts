// What the help lists of each command, apart from its code: the command line loads that only when it runs.

/** What `check` can print. */
export const checkFormats = ["text", "json", "markdown", "sarif", "junit"] as const;
export type CheckFormat = (typeof checkFormats)[number];

/** What `lint` can print. */
export const lintFormats = ["text", "json", "sarif"] as const;
export type LintFormat = (typeof lintFormats)[number];

/** What `diff` can print. */
export const diffFormats = ["text", "json", "markdown"] as const;
export type DiffFormat = (typeof diffFormats)[number];

/** What `explain` can print. */
export const explainFormats = ["text", "json"] as const;
export type ExplainFormat = (typeof explainFormats)[number];

/** Shells that `completion` knows. */
export const shells = ["bash", "zsh", "fish"] as const;
export type Shell = (typeof shells)[number];
