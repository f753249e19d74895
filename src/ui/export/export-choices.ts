import { useStore } from "zustand";
import { createStore } from "zustand/vanilla";
import type { ExportFormat, ExportOptions } from "#export";
import { unitsIn } from "./units.ts";

/** The user's choices in the dialog. They last while the page is open and are not part of the work. */
export interface ExportChoices {
  readonly format: ExportFormat;
  readonly targetRoles: NonNullable<ExportOptions["targetRoles"]>;
  readonly keys: NonNullable<ExportOptions["keys"]>;
  readonly terraformPolicies: NonNullable<ExportOptions["terraformPolicies"]>;
  readonly templates: NonNullable<ExportOptions["templates"]>;
  readonly watch: boolean;
  /** The typed ids, separated by spaces, commas or line ends. */
  readonly units: string;
  /** The region of the stacks; empty for the platform's region. Roles are global, so one region is enough. */
  readonly stackRegion: string;
}

export const exportChoices = createStore<ExportChoices>(() => ({
  format: "json",
  targetRoles: "new",
  keys: "existing",
  terraformPolicies: "jsonencode",
  templates: "yaml",
  watch: false,
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

/** The choices as options of an export. Invalid ids of units are left out; the field reports them. */
export function optionsOf(choices: ExportChoices, platformRegion: string): ExportOptions {
  const { targetRoles, keys, terraformPolicies, templates, watch, units, stackRegion } = choices;
  return {
    targetRoles,
    keys,
    terraformPolicies,
    templates,
    watch,
    stackSet: {
      organizationalUnits: unitsIn(units).units,
      regions: [stackRegion || platformRegion],
    },
  };
}
