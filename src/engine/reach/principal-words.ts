import { readCaller } from "../authorizer/request/caller.ts";

/** A principal of a model, and whether it is in the set that words are made for. */
interface Member {
  readonly text: string;
  readonly isIn: boolean;
}

/** A set of principals for a reader: the names, or "every user and role of 222222222222". */
export function principalWords(people: readonly Member[]): readonly string[] {
  if (people.every(({ isIn }) => isIn)) return ["everyone"];
  return people.filter(({ isIn }) => isIn).map(({ text }) => readCaller(text).text);
}
