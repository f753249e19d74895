/** The date in the user's time zone: `2026-11-24`. */
export function today(): string {
  const now = new Date();
  const two = (number: number) => `${number}`.padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
