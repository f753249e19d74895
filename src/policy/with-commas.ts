/**
 * A whole number with commas between thousands: `1,000`. `Intl` writes the same, but takes 30 ms to load its data, a tenth of
 * the time in which the command line answers.
 */
export function withCommas(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ",");
}
