import { createContext } from "react";
import type { Checker } from "#worker";

/** The checker, whose code arrives after the page is usable. Apart from the verdict, which arrives later itself. */
export const CheckerContext = createContext<(() => Promise<Checker>) | null>(null);
