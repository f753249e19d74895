/** A number with a comma before each group of three digits. */
export function counted(number: number): string {
  return String(number).replaceAll(/\B(?=(\d{3})+$)/g, ",");
}

/** So many key ARNs, for examples of long documents. */
export function longList(length: number): readonly string[] {
  return Array.from(
    { length },
    (_, index) =>
      `arn:aws:kms:us-east-1:111111111111:key/00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
  );
}
