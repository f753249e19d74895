import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { ExportFormat, ExportOptions } from "#export";
import { unitsIn } from "./units.ts";

/** What the user has chosen in the dialog. Kept while the page is open; it is no part of the work. */
export interface ExportChoices {
  readonly format: ExportFormat;
  readonly targetRoles: NonNullable<ExportOptions["targetRoles"]>;
  readonly keys: NonNullable<ExportOptions["keys"]>;
  readonly terraformPolicies: NonNullable<ExportOptions["terraformPolicies"]>;
  readonly templates: NonNullable<ExportOptions["templates"]>;
  /** As typed: ids between spaces, commas or line ends. */
  readonly units: string;
  /** None: the platform's, which is enough for IAM. */
  readonly regions: readonly string[];
}

export const exportChoices = createStore<ExportChoices>(() => ({
  format: "json",
  targetRoles: "new",
  keys: "existing",
  terraformPolicies: "jsonencode",
  templates: "yaml",
  units: "",
  regions: [],
}));

export function choose(change: Partial<ExportChoices>): void {
  exportChoices.setState(change);
}

export function useChoices(): ExportChoices {
  return useStore(exportChoices);
}

/** The choices as an export takes them. What is no unit's id is left out; the field says so. */
export function optionsOf(choices: ExportChoices, platformRegion: string): ExportOptions {
  const { targetRoles, keys, terraformPolicies, templates, units, regions } = choices;
  return {
    targetRoles,
    keys,
    terraformPolicies,
    templates,
    stackSet: {
      organizationalUnits: unitsIn(units).units,
      regions: regions.length > 0 ? regions : [platformRegion],
    },
  };
}
