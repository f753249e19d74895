/** The edit that would let a denied request through, as narrow as the request itself. */
export interface Remedy {
  /** What to do, in one sentence. */
  readonly text: string;
  /** The document to edit, where it is one of the scenario's. */
  readonly documentId?: string;
  /** The statement to add there, as two-space JSON; none where an existing statement has to change. */
  readonly statement?: string;
  /** A command of the AWS CLI to run, on one line. */
  readonly command?: string;
  /** The policy that it speaks of can be imported. */
  readonly imports?: true;
}
