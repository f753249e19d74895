/** The members of an event whose places in its text are noted, by path: they say what it is, or differ in calls that are alike. */
export const notedPaths = {
  eventTime: ["eventTime"],
  eventID: ["eventID"],
  requestID: ["requestID"],
  sharedEventID: ["sharedEventID"],
  eventSource: ["eventSource"],
  eventName: ["eventName"],
  region: ["awsRegion"],
  account: ["recipientAccountId"],
  caller: ["userIdentity", "arn"],
  callerId: ["userIdentity", "principalId"],
  accessKey: ["userIdentity", "accessKeyId"],
  sessionDate: ["userIdentity", "sessionContext", "attributes", "creationDate"],
  sessionName: ["requestParameters", "roleSessionName"],
  volume: ["requestParameters", "encryptionContext", "aws:ebs:id"],
} as const;

export type NotedName = keyof typeof notedPaths;

/** Where the value of a member stands in the text of its event, without its quotes. */
export interface NotedMember {
  readonly name: NotedName;
  readonly start: number;
  readonly end: number;
}

/** The value of a noted member, as the text has it. */
export function notedText(
  text: string,
  members: readonly NotedMember[],
  asked: NotedName,
): string | undefined {
  const member = members.find(({ name }) => name === asked);
  return member && text.slice(member.start, member.end);
}

/** An object on the way to noted members, with the names in it by their length: most names have another one. */
export interface NotedNode {
  readonly name: string;
  readonly noted: NotedName | undefined;
  readonly byLength: readonly (readonly NotedNode[] | undefined)[];
}

/** The event. */
export const eventNode: NotedNode = nodeOf("", Object.entries(notedPaths));

function nodeOf(name: string, paths: readonly (readonly [string, readonly string[]])[]): NotedNode {
  const byLength: NotedNode[][] = [];
  const names = new Set(paths.flatMap(([, [first]]) => first ?? []));
  for (const inner of names) {
    const own = paths.filter(([, [first]]) => first === inner);
    const node = nodeOf(
      inner,
      own.map(([noted, path]) => [noted, path.slice(1)] as const),
    );
    byLength[inner.length] = [...(byLength[inner.length] ?? []), node];
  }
  const noted = paths.find(([, path]) => path.length === 0)?.[0];
  return { name, noted: noted as NotedName | undefined, byLength };
}
