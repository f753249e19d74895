import type { OtherUserRun } from "#acquisition";

/** What becomes of another user of a key, in plain sentences: “It keeps working with key 1234abcd-… in eu-west-1.” */
export function userSentence({ key, state, steps, given, command }: OtherUserRun): string {
  const taken = given === undefined ? "" : ` Taken as given: ${given}.`;
  if (state === "works")
    return `It keeps working with ${key}.${command === undefined ? taken : `${taken} The command is in the list of what to do.`}`;
  const failing = steps.find((step) => step.state === state);
  const why = failing?.requests.find((request) => request.state === state)?.why?.sentence ?? "";
  if (state === "unknown") return `Whether it keeps working with ${key} is not decided. ${why}`;
  return `It can no longer use ${key}. ${failing ? `${failing.title}: ` : ""}${why}`;
}
