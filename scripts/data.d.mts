/** The generated files, in memory: the same data package always gives the same bytes. */
export function generatedFiles(): { path: string; text: string }[];
