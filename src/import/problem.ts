/** Something that the user should know about an imported text. */
export interface ImportProblem {
  /**
   * `error`: something that the user wanted to import is missing. `warning`: an imported policy may differ from the one
   * in AWS. `note`: something was left out on purpose, or changed without changing its meaning.
   */
  readonly severity: "error" | "warning" | "note";
  /** One or two sentences: what is wrong, and what to do. */
  readonly message: string;
  /** Where in the text: a resource, a member, "line 12". */
  readonly place?: string;
}
