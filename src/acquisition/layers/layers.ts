import type { AccessRequest, Grant } from "#engine";
import { parseArn, roleName, roleOfSession } from "#policy";
import type { PolicyReference } from "../documents/scenario-document.ts";

/** A policy beside the scenario's documents, with the text that it came from. */
export interface LayerDocument {
  /** Unique among the layers and the scenario's documents. */
  readonly id: string;
  readonly text: string;
}

/** The policy of a VPC endpoint. */
export interface EndpointDocument extends LayerDocument {
  /** The service that is called through the endpoint; `kms` if left out. */
  readonly service?: string;
}

/** Grants that exist, with the text that they came from. */
export interface GrantList extends LayerDocument {
  readonly grants: readonly Grant[];
}

type ById<Item> = Readonly<Record<string, readonly Item[]>>;

/**
 * What binds or opens the import beside its own documents: it joins every decision. What is left out is taken not to exist.
 */
export interface Layers {
  /** By account, one list per level from the root to the account. Each level must allow. */
  readonly serviceControlPolicies?: ById<readonly LayerDocument[]>;
  /** The same, of the account that has the resource. */
  readonly resourceControlPolicies?: ById<readonly LayerDocument[]>;
  /** By the ARN of the role. */
  readonly permissionsBoundaries?: ById<LayerDocument>;
  /** By the ARN of the role: the policies that its sessions are made with. */
  readonly sessionPolicies?: ById<LayerDocument>;
  /** By the account that calls. They bind direct calls only, and no abuse: that can be tried from elsewhere. */
  readonly endpointPolicies?: ById<EndpointDocument>;
  /** By the ARN of the key. */
  readonly grants?: ById<GrantList>;
}

/** The layers of one request. */
export interface JoiningLayers {
  readonly serviceControlPolicies: readonly (readonly PolicyReference[])[];
  readonly resourceControlPolicies: readonly (readonly PolicyReference[])[];
  readonly permissionsBoundary: readonly PolicyReference[];
  readonly sessionPolicies: readonly PolicyReference[];
  readonly endpointPolicies: readonly PolicyReference[];
  readonly grants: readonly Grant[];
}

/** Layers by whom they bind. */
export interface LayerIndex {
  /** In the order of their positions, which begin after the scenario's documents. */
  readonly documents: readonly LayerDocument[];
  /** By account. */
  readonly serviceControlPolicies: ReadonlyMap<string, readonly (readonly PolicyReference[])[]>;
  readonly resourceControlPolicies: ReadonlyMap<string, readonly (readonly PolicyReference[])[]>;
  /** By the name that `callerName` gives a role and its sessions. */
  readonly permissionsBoundaries: ReadonlyMap<string, readonly PolicyReference[]>;
  readonly sessionPolicies: ReadonlyMap<string, readonly PolicyReference[]>;
  /** By service and account, with a space between. */
  readonly endpointPolicies: ReadonlyMap<string, readonly PolicyReference[]>;
  readonly grants: ReadonlyMap<string, readonly Grant[]>;
}

/** What of a request's circumstances its layers depend on. */
export interface LayeredRequest {
  readonly request: AccessRequest;
  readonly resourcePolicy?: PolicyReference;
  /** The caller may send it past every VPC endpoint. */
  readonly avoidsEndpoints?: true;
}

/** Sorts layers; `offset`: how many documents the scenario has. Entries that are no documents are left out. */
export function layerIndexOf(layers: Layers, offset: number): LayerIndex {
  const documents: LayerDocument[] = [];
  const references = new Map<LayerDocument, PolicyReference>();
  const refer = (document: LayerDocument): PolicyReference => {
    const known = references.get(document);
    if (known) return known;
    documents.push(document);
    const reference = { documentId: document.id, position: offset + documents.length - 1 };
    references.set(document, reference);
    return reference;
  };
  const referAll = (list: readonly LayerDocument[]) => list.filter(isDocument).map(refer);
  const byAccount = (levels: Layers["serviceControlPolicies"]) =>
    new Map(
      listsOf(levels).map(([account, lists]) => [
        account,
        lists.flatMap((list) => {
          const level = Array.isArray(list) ? referAll(list) : [];
          return level.length > 0 ? [level] : [];
        }),
      ]),
    );
  const byRole = (policies: Layers["sessionPolicies"]) =>
    new Map(listsOf(policies).map(([arn, list]) => [callerName(arn), referAll(list)]));
  const endpoints = new Map<string, PolicyReference[]>();
  for (const [account, list] of listsOf(layers.endpointPolicies))
    for (const document of list.filter(isDocument)) {
      const name = `${document.service ?? "kms"} ${account}`;
      endpoints.set(name, [...(endpoints.get(name) ?? []), refer(document)]);
    }
  return {
    documents,
    serviceControlPolicies: byAccount(layers.serviceControlPolicies),
    resourceControlPolicies: byAccount(layers.resourceControlPolicies),
    permissionsBoundaries: byRole(layers.permissionsBoundaries),
    sessionPolicies: byRole(layers.sessionPolicies),
    endpointPolicies: endpoints,
    grants: new Map(
      listsOf(layers.grants).map(([arn, lists]) => [
        arn,
        lists.flatMap((list) => (Array.isArray(list?.grants) ? list.grants : [])),
      ]),
    ),
  };
}

/** The services of an import that support no resource control policies. Source: Organizations User Guide, "Resource control policies" (list of services). */
const uncontrolled: readonly string[] = ["ec2", "ebs"];

/**
 * The layers that join the decision of a request. Resource control policies bind the resource's account, not AWS managed
 * keys. Unsettled: whether they bind calls that name no resource; they do not here.
 * Source: Organizations User Guide, "Service control policies" and "Resource control policies"; IAM User Guide,
 * "Permissions boundaries"; PrivateLink Guide, "Control access to VPC endpoints using endpoint policies".
 */
export function layersJoining(
  layers: LayerIndex,
  { request, resourcePolicy, avoidsEndpoints }: LayeredRequest,
  organizationId: string,
): JoiningLayers {
  const { principal, action, resource } = request;
  const account = accountOf(principal);
  const caller = callerName(principal);
  const owner = parseArn(resource)?.account || request.resourceAccount || "";
  const service = action.slice(0, action.indexOf(":")).toLowerCase();
  const isControlled =
    resource !== "*" && !resourcePolicy?.isOfAwsManagedKey && !uncontrolled.includes(service);
  const passesEndpoint = !avoidsEndpoints && isDirect(request);
  return {
    serviceControlPolicies:
      (hasLeft(request, organizationId) ? undefined : layers.serviceControlPolicies.get(account)) ??
      [],
    resourceControlPolicies: (isControlled && layers.resourceControlPolicies.get(owner)) || [],
    permissionsBoundary: layers.permissionsBoundaries.get(caller) ?? [],
    sessionPolicies: layers.sessionPolicies.get(caller) ?? [],
    endpointPolicies:
      (passesEndpoint && layers.endpointPolicies.get(`${service} ${account}`)) || [],
    grants: layers.grants.get(resource) ?? [],
  };
}

/** Whether a request says that its caller belongs to another organization than the answers name. */
function hasLeft({ context = {} }: AccessRequest, organizationId: string): boolean {
  const given = context["aws:PrincipalOrgID"];
  return given !== undefined && given !== organizationId;
}

/** Every policy of a request's layers. */
export function policiesJoining(layers: JoiningLayers): readonly PolicyReference[] {
  return [
    ...layers.serviceControlPolicies.flat(),
    ...layers.resourceControlPolicies.flat(),
    ...layers.permissionsBoundary,
    ...layers.sessionPolicies,
    ...layers.endpointPolicies,
  ];
}

/** One name for a role and its sessions, whose ARNs leave out the path; of any other caller its ARN. */
export function callerName(principal: string): string {
  const arn = parseArn(principal);
  if (arn?.service === "iam" && arn.resource.startsWith("role/"))
    return `${arn.account}/${roleName(principal)}`;
  const session = roleOfSession(arn);
  return session ? `${arn?.account}/${session}` : principal;
}

/** The account of a principal: its ARN names it, or it is the account itself. */
export function accountOf(principal: string): string {
  return parseArn(principal)?.account ?? principal;
}

/** Whether a caller sends the request itself: EC2 calls KMS past the caller's VPC endpoints. */
function isDirect({ principal, context = {} }: AccessRequest): boolean {
  const keys = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
  return (
    !keys.has("kms:viaservice") &&
    !keys.has("aws:calledvia") &&
    keys.get("aws:viaawsservice") !== "true" &&
    !principal.includes(":assumed-role/aws:")
  );
}

function listsOf<Item>(given: ById<Item> | undefined): readonly [string, readonly Item[]][] {
  return Object.entries(given ?? {}).filter(([, list]) => Array.isArray(list));
}

function isDocument(document: LayerDocument | null | undefined): boolean {
  return typeof document?.text === "string";
}
