import type { Scenario } from "#scenario";
import type { PolicyPlace } from "./role-access.ts";

/** An answer that an existing policy implies. */
export interface Proposal {
  readonly id: string;
  /** The question, as the wizard has it: “CreateGrant”. */
  readonly question: string;
  /** The answer in words: “Unrestricted”. */
  readonly answer: string;
  /** The statement that it was read from; none where it was read from what no statement allows. */
  readonly place?: PolicyPlace;
  /** Said where the statement alone does not say it. */
  readonly because: string;
  /** The answer lets in more than the present one: to be taken only by somebody who says so. */
  readonly widens?: true;
  /** The scenario with the answer; an equal one where it has it already. */
  readonly apply: (scenario: Scenario) => Scenario;
}
