// The two parts beside the answers. One chunk: they share most of their code, and the page needs both at once.

export { DocumentsWithLimits } from "../limits/documents-with-limits.tsx";
export { VerdictPart } from "./verdict-part.tsx";
