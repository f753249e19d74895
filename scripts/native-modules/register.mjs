// @ts-check
import { register } from "node:module";
import { nameSourceLines } from "./source-lines.mjs";

// `node --import` of this file: Node loads TypeScript itself.
register("./hooks.mjs", import.meta.url);
nameSourceLines();
