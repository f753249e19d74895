// The architecture test has moved; this name goes when nobody runs it any more.
import "./architecture.test.ts";
