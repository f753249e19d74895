/** What documents can be written as. */
export const exportFormats = [
  "json",
  "terraform",
  "cli",
  "cloudformation",
  "stackset",
  "cdk",
  "report-html",
  "report-md",
] as const;
export type ExportFormat = (typeof exportFormats)[number];
