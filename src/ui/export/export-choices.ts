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
  /** Where the stacks stand; empty: in the platform's region. Roles are global, so one is enough. */
  readonly stackRegion: string;
}

export const exportChoices = createStore<ExportChoices>(() => ({
  format: "json",
  targetRoles: "new",
  keys: "existing",
  terraformPolicies: "jsonencode",
  templates: "yaml",
  units: "",
  stackRegion: "",
}));

/** Changes some of the choices. */
export function choose(change: Partial<ExportChoices>): void {
  exportChoices.setState(change);
}

/** The choices of the export dialog. */
export function useChoices(): ExportChoices {
  return useStore(exportChoices);
}

/** The choices as an export takes them. What is no unit's id is left out; the field says so. */
export function optionsOf(choices: ExportChoices, platformRegion: string): ExportOptions {
  const { targetRoles, keys, terraformPolicies, templates, units, stackRegion } = choices;
  return {
    targetRoles,
    keys,
    terraformPolicies,
    templates,
    stackSet: {
      organizationalUnits: unitsIn(units).units,
      regions: [stackRegion || platformRegion],
    },
  };
}
