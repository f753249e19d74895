export { examplesOf } from "./examples-of.ts";
export { exampleNamings, type Offer, offerOf, offersFor } from "./offers.ts";
