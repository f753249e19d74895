import { asPattern, byName, indexed, keysOfAction, typeCode } from "./tables.mjs";

/** The services whose actions the linter judges by condition key and resource. */
const knownInFull = ["ebs", "ec2", "iam", "kms", "sts"];

/** The body of src/policy/services/core.generated.ts: every prefix, and all about the services known in full. */
export function coreServicesFile(read) {
  const { core } = conditionKeys(read);
  return `/** Every service prefix, sorted. */
export const prefixes = ${JSON.stringify(allServices(read).join(" "))};

${conditionKeyRows("Every condition key that is not global and that no other service has by its prefix", core)}

${knownInFull.map((service) => serviceFacts(read, service)).join("\n")}`;
}

/** The body of src/policy/services/others.generated.ts: the names that the other services have. */
export function otherServicesFile(read) {
  const { others } = conditionKeys(read);
  const actionNames = allServices(read)
    .filter((service) => !knownInFull.includes(service))
    .map((service) => [service, ...actionsOf(read, service)].join(" "));
  return `/** Every service that is not known in full, with the names of its actions: a service on each line. */
export const actionNameRows = \`${actionNames.join("\n")}\`;

${conditionKeyRows("The condition keys that begin with the prefix of one of these services", others)}
`;
}

const allServices = (read) => [...read("services.json")].sort(byName);

const actionsOf = (read, service) =>
  Object.values(read(`actions/${service}.json`))
    .map(({ name }) => name)
    .sort(byName);

/** Every condition key that is not global as a row, by the file that it stands in: its prefix decides. */
function conditionKeys(read) {
  const services = allServices(read);
  const keyTypes = new Map();
  for (const service of services)
    for (const { key, type } of Object.values(read(`conditionKeys/${service}.json`)))
      if (!key.startsWith("aws:")) keyTypes.set(asPattern(key), typeCode(type));
  const rows = [...keyTypes]
    .sort(([one], [other]) => byName(one, other))
    .map(([key, code]) => ({ row: code + key, prefix: key.slice(0, key.indexOf(":")) }));
  const isOther = ({ prefix }) =>
    services.includes(prefix.toLowerCase()) && !knownInFull.includes(prefix.toLowerCase());
  return { core: rows.filter((row) => !isOther(row)), others: rows.filter(isOther) };
}

function conditionKeyRows(what, rows) {
  const text = rows.map(({ row }) => row).join("\n");
  return `/** ${what}, with the code of its type before it; \`\${…}\` stands for any text. */
export const conditionKeyRows = \`${text.replaceAll("$", "\\$")}\`;`;
}

function serviceFacts(read, service) {
  const types = read(`resourceTypes/${service}.json`);
  const names = Object.keys(types).sort(byName);
  const sets = indexed();
  const keys = new Set();
  const ofAction = new Map();
  for (const action of Object.values(read(`actions/${service}.json`))) {
    const all = keysOfAction(action, types);
    for (const key of all) keys.add(key);
    ofAction.set(action, all);
  }
  const keyList = [...keys].sort(byName);
  const rows = [...ofAction]
    .sort(([one], [other]) => byName(one.name, other.name))
    .map(([action, all]) => [
      action.name,
      sets.of(all.map((key) => keyList.indexOf(key))),
      ...action.resourceTypes
        .map(({ name }) => names.indexOf(name.toLowerCase()))
        .sort((one, other) => one - other),
    ]);
  const facts = {
    keys: keyList,
    keySets: sets.entries(),
    arns: names.map((name) => types[name].arn),
    actions: rows,
  };
  const json = JSON.stringify(facts);
  if (/['\\]/.test(json)) throw new Error(`the data of ${service} needs escapes`);
  // A text costs nothing before it is parsed, as an array of thousands of arrays would.
  return `/** \`ServiceRows\` as JSON. */\nexport const ${service} = '${json}';\n`;
}
