import type { EventTests, FieldPath, FieldTest } from "./event-conditions.ts";

/** Where a query looks. */
type Dialect = "lake" | "athena";

const columns =
  "eventTime, userIdentity.arn, userIdentity.accountId, eventName, awsRegion, sourceIPAddress, errorCode, resources, requestParameters";

/**
 * The same question to CloudTrail Lake. `EVENT_DATA_STORE_ID` stands for the id of the event data store.
 * Sources: CloudTrail User Guide, "CloudTrail Lake SQL constraints" (Trino) and "Supported SQL schemas for event data stores"
 * (request parameters are a map of texts). Unsettled: how a nested parameter is written in its text; only its name is asked for.
 */
export function lakeQuery(tests: EventTests): string {
  return queryOf(tests, "lake", "EVENT_DATA_STORE_ID");
}

/**
 * The same question to Athena, over a table as the Athena User Guide makes it (request parameters are JSON text).
 * Source: Athena User Guide, "Create a table for CloudTrail logs in Athena using manual partitioning".
 */
export function athenaQuery(tests: EventTests): string {
  return queryOf(tests, "athena", "cloudtrail_logs");
}

function queryOf({ source, tests, anyOf }: EventTests, dialect: Dialect, table: string): string {
  const conditions = [
    `eventSource = ${quoted(`${source}.amazonaws.com`)}`,
    ...tests.map((test) => conditionOf(test, dialect)),
    ...(anyOf
      ? [
          `(${anyOf
            .map((own) => `(${own.map((test) => conditionOf(test, dialect)).join(" AND ")})`)
            .join("\n    OR ")})`,
        ]
      : []),
  ];
  return `SELECT ${columns}\nFROM ${table}\nWHERE ${conditions.join("\n  AND ")}\nORDER BY eventTime DESC`;
}

function conditionOf(test: FieldTest, dialect: Dialect): string {
  const { field } = test;
  if (field[0] === "resources")
    return `any_match(resources, r -> ${valueCondition(test, "r.arn")})`;
  if (field[0] !== "requestParameters") return valueCondition(test, field.join("."));
  const names = field.slice(1);
  if (names[0] === "operations")
    return `any_match(${listOf(names[0], dialect)}, o -> ${valueCondition(test, "o")})`;
  if (dialect === "lake" && names.length > 1) return nestedInLake(test, names);
  return valueCondition(test, parameterOf(names, dialect));
}

function valueCondition(test: FieldTest, value: string): string {
  if ("oneOf" in test) return `${value} ${isIn(test.oneOf)}`;
  if ("noneOf" in test) return `${value} NOT IN (${test.noneOf.map(quoted).join(", ")})`;
  if ("notLike" in test) return `${value} NOT LIKE ${quoted(test.notLike.replaceAll("*", "%"))}`;
  return `${value} IS ${test.isPresent ? "NOT NULL" : "NULL"}`;
}

function isIn(values: readonly string[]): string {
  const [only = ""] = values;
  return values.length === 1 ? `= ${quoted(only)}` : `IN (${values.map(quoted).join(", ")})`;
}

function parameterOf(names: FieldPath, dialect: Dialect): string {
  if (dialect === "lake") return `element_at(requestParameters, ${quoted(names[0] ?? "")})`;
  return `json_extract_scalar(requestParameters, ${quoted(`$${names.map((name) => `[${JSON.stringify(name)}]`).join("")}`)})`;
}

/** In Lake a nested parameter is part of its parent's text. */
function nestedInLake(test: FieldTest, names: FieldPath): string {
  const text = `coalesce(element_at(requestParameters, ${quoted(names[0] ?? "")}), '')`;
  const isPresent = !("isPresent" in test) || test.isPresent;
  return `${text} ${isPresent ? "LIKE" : "NOT LIKE"} ${quoted(`%${names.at(-1) ?? ""}%`)}`;
}

function listOf(name: string, dialect: Dialect): string {
  return dialect === "lake"
    ? `split(regexp_replace(element_at(requestParameters, ${quoted(name)}), '[^A-Za-z,]', ''), ',')`
    : `CAST(json_extract(requestParameters, ${quoted(`$.${name}`)}) AS array(varchar))`;
}

/** A text of SQL. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
