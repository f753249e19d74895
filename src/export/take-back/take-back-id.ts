/** Whether a text can be the id of a step of taking access back. */
export function isTakeBackId(text: string): boolean {
  return text.startsWith("take-back/") && text.length <= 512;
}
