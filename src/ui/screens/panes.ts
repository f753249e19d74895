// The two parts beside the answers, the status and the tips. One chunk: they share most of their code, and the page needs all at once.

export { DocumentsWithLimits } from "../limits/documents-with-limits.tsx";
export { TipLayer } from "../parts/tip-layer.tsx";
export { StatusBadge, StatusStrip } from "../status/status-strip.tsx";
export { VerdictPart } from "./verdict-part.tsx";
