/** Gives resources names: a text as Terraform writes names, the same one never twice. */
export type Labels = (text: string) => string;

/**
 * `CadoResponseRole` is `cado_response_role`; a second one is `cado_response_role_2`.
 * Source: Terraform, "Configuration Syntax" (identifiers: letters, digits, underscores and hyphens; no digit
 * first).
 */
export function newLabels(): Labels {
  const next = new Map<string, number>();
  return (text) => {
    const words = text
      .slice(0, 200)
      .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
      .replace(/[^A-Za-z0-9]+/g, "_")
      .replace(/^_+|_+$/g, "")
      .toLowerCase();
    const preferred = /^[a-z]/.test(words) ? words : `n_${words}`;
    let label = preferred;
    for (let number = next.get(preferred) ?? 2; next.has(label); number += 1) {
      label = `${preferred}_${number}`;
      next.set(preferred, number + 1);
    }
    if (!next.has(label)) next.set(label, 2);
    return label;
  };
}
