/** The names of the guide's screens, in order; the last one shows the result. */
export const screenNames = [
  "Platform",
  "Volume and key",
  "Method",
  "CreateGrant",
  "What you have",
  "Tighten",
  "Result",
] as const;

/** How many of the screens are questions. */
export const questionCount = screenNames.length - 1;
