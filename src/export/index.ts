export { type AttachGuide, attachGuide } from "./attach.ts";
export {
  type ChecklistItem,
  checklistOf,
  type PresentState,
  presentStates,
} from "./checklist.ts";
export { exportFiles } from "./export-files.ts";
export { type ExportOrder, exportOrder, isReport } from "./export-order.ts";
export type { ExportedDocument, ExportedFile } from "./exported-document.ts";
export { fileNameOf, fileNamesOf } from "./file-names.ts";
export { type ExportFormat, exportFormats } from "./formats.ts";
export type { ExportOptions, ReportFinding, ReportInput } from "./options.ts";
export { codeBlock, markdownText } from "./plain-text.ts";
export { reportFindings } from "./report/report-findings.ts";
export { removalsOfReport } from "./report/take-back-section.ts";
export { verdictAsMarkdown } from "./report/verdict-as-markdown.ts";
export { inRolloutOrder } from "./rollout-order.ts";
export type { TakeBackItem } from "./take-back/item.ts";
export { type StillWorksLine, stillWorksLines } from "./take-back/still-works-words.ts";
export { takeBackOf, takeBackScript } from "./take-back/take-back.ts";
