/** Condition keys (lower case) that tell what a key is; an alias, or a key yet to be made, has none of them. */
export const keyProperties: readonly string[] = [
  "kms:resourcealiases",
  "kms:keyspec",
  "kms:keyusage",
  "kms:keyorigin",
  "kms:multiregion",
  "kms:multiregionkeytype",
  "aws:resourcetag/",
];

export const aliasKeys: readonly string[] = ["kms:resourcealiases", "kms:requestalias"];
