// The two parts beside the answers, and the status. One chunk: they share most of their code, and the page needs all at once.

export { DocumentsWithLimits } from "../limits/documents-with-limits.tsx";
export { StatusBadge, StatusStrip } from "../status/status-strip.tsx";
export { VerdictPart } from "./verdict-part.tsx";
