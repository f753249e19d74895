import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { fonts } from "./scripts/fonts.ts";
import { workersInside } from "./scripts/release/workers-inside.ts";

// The page as one script and one style sheet, for `npm run release`, which puts both into one file: scripts/release/one-file.mjs.
// What it bundles is what the static files bundle, so that their licenses.md is its too.
export default defineConfig({
  base: "./",
  appType: "mpa",
  plugins: [react(), tailwindcss(), fonts(), workersInside()],
  build: {
    outDir: "dist-release/single",
    emptyOutDir: true,
    // Fonts and pictures become data: addresses.
    assetsInlineLimit: () => true,
    cssCodeSplit: false,
    modulePreload: false,
    rolldownOptions: { output: { codeSplitting: false } },
  },
  worker: { format: "iife", rolldownOptions: { output: { codeSplitting: false } } },
});
