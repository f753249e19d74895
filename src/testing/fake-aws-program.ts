import { type AddressInfo, createServer } from "node:net";
import type { Answer } from "./fake-aws.ts";

/** The answer to a command of a caller, or `undefined` if it is lost. */
export type Answerer = (caller: string, words: readonly string[]) => Answer | undefined;

/** A program `aws` that asks this process. */
export interface FakeAwsProgram {
  /** The text of the program. `caller` is a word of bash that says who calls: a text, or a variable. */
  readonly text: (caller: string) => string;
  /**
   * The same as a function that bash finds in its environment. A script then starts no program for a call, which takes most of
   * a run. Programs beside bash need the other; so do tests of signals, which a program gets and a function does not.
   */
  readonly asFunction: (caller: string) => Readonly<Record<string, string>>;
  readonly close: () => void;
}

/** Starts the server that the program asks, on the loopback interface. */
export async function startFakeAws(answer: Answerer): Promise<FakeAwsProgram> {
  const server = createServer((socket) => {
    let received = "";
    // A program that is ended leaves its connection.
    socket.on("error", () => undefined);
    socket.setEncoding("utf8").on("data", (more: string) => {
      received += more;
      const [count = "", ...parts] = received.split("\0");
      if (parts.length <= Number(count)) return;
      const [caller = "", ...words] = parts.slice(0, Number(count));
      const said = answer(caller, words);
      if (said) socket.end(`${said.status}\n${said.output}`);
      else socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    text: (caller) => `#!/usr/bin/env bash\naws() ${body(caller, port)}\naws "$@"\n`,
    asFunction: (caller) => ({ "BASH_FUNC_aws%%": `() ${body(caller, port)}` }),
    close: () => server.close(),
  };
}

const body = (caller: string, port: number) => `{
  local status="" output=""
  set -- ${caller} "$@"
  {
    printf '%s\\0' "$#" "$@" >&3
    IFS= read -r status <&3 2>/dev/null || true
    IFS= read -r -d '' output <&3 2>/dev/null || true
  } 3<>/dev/tcp/127.0.0.1/${port}
  case $status in
    "") echo "Connection was closed before we received a valid response" >&2 && return 255 ;;
    0) printf %s "$output" ;;
    *) printf %s "$output" >&2 ;;
  esac
  return "$status"
}`;
