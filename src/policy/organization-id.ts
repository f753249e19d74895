/** Whether a text is the id of an organization. Source: Organizations API Reference, "Organization" (Id). */
export function isOrganizationId(text: string): boolean {
  return /^o-[a-z0-9]{10,32}$/.test(text);
}
