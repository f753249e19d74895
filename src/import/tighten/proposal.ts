import type { Scenario } from "#scenario";
import type { PolicyPlace } from "./role-access.ts";

/** An answer that an existing policy implies. */
export interface Proposal {
  readonly id: string;
  /** The question, as the wizard names it: “CreateGrant”. */
  readonly question: string;
  /** The answer in words: “Unrestricted”. */
  readonly answer: string;
  /** The statement that implies it; absent if the absence of a permission implies it. */
  readonly place?: PolicyPlace;
  /** Why the policies imply the answer. */
  readonly because: string;
  /** Set if the answer allows more than the present one: the user must choose it explicitly. */
  readonly widens?: true;
  /** Returns the scenario with the answer; an equal one if it already has the answer. */
  readonly apply: (scenario: Scenario) => Scenario;
}
