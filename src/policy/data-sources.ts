import { dataSources } from "./data-sources.generated.ts";

/** What every verdict rests on besides the documents, a line each: which AWS data, and of which day. */
export const restsOn: readonly string[] = [
  `Service Authorization Reference of ${dataSources.serviceAuthorizationReference.day} (iam-data ${dataSources.serviceAuthorizationReference.version})`,
  `AWS regions of ${dataSources.regions.day}`,
  `facts of AWS and the vendor of ${dataSources.facts.day} (docs/facts.md)`,
];
