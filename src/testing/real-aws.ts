import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The AWS CLI that is installed on this machine, in a folder for PATH. */
export interface RealAws {
  readonly folder: string;
  readonly close: () => void;
}

/**
 * Starts the real AWS CLI; `undefined` if none is installed. Most of a call is spent on loading Python's modules, so they are
 * loaded once, and each call is a fork of that process with the caller's arguments, environment, folder and streams. An AWS
 * CLI that is no Python script is called as it is.
 */
export async function startRealAws(): Promise<RealAws | undefined> {
  const program = installedAws();
  if (program === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "keyhole-aws-"));
  const python = /^#!(\S*python\S*)/.exec(readFileSync(program, "latin1").slice(0, 200))?.[1];
  const command = join(folder, "aws");
  let server: ChildProcess | undefined;
  if (python === undefined) {
    writeFileSync(command, `#!/bin/sh\nexec ${program} "$@"\n`);
  } else {
    const address = join(folder, "socket");
    writeFileSync(command, `#!${python} -IS\n${client(address)}`);
    server = spawn(python, ["-c", forkServer, program, address], {
      env: { PATH: process.env.PATH, HOME: folder, LC_ALL: "C.UTF-8" },
      stdio: ["ignore", "pipe", "inherit"],
    });
    if (server.stdout) await once(server.stdout, "data");
  }
  chmodSync(command, 0o755);
  return {
    folder,
    close: () => {
      server?.kill();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The program's path; of one that pyenv starts, that behind its own. */
function installedAws(): string | undefined {
  const path = outputOf("sh", "-c", "command -v aws");
  if (path === "") return undefined;
  return (path.includes("/shims/") && outputOf("pyenv", "which", "aws")) || path;
}

function outputOf(program: string, ...args: string[]): string {
  try {
    return execFileSync(program, args, { encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return "";
  }
}

/** Sends its arguments, environment, folder and streams; passes signals on; ends with the status of the AWS CLI. */
const client = (address: string) => `import json, os, signal, socket, struct, sys
server = socket.socket(socket.AF_UNIX)
server.connect(${JSON.stringify(address)})
socket.send_fds(server, [b"x"], [0, 1, 2])
call = json.dumps([sys.argv[1:], dict(os.environ), os.getcwd()]).encode()
server.sendall(struct.pack("!I", len(call)) + call)
received = b""
while len(received) < 4:
    more = server.recv(4 - len(received))
    if not more: sys.exit(255)
    received += more
process = struct.unpack("!I", received)[0]
def forward(number, _):
    try: os.kill(process, number)
    except ProcessLookupError: pass
for number in (signal.SIGINT, signal.SIGTERM): signal.signal(number, forward)
status = server.recv(1)
sys.exit(status[0] if status else 130)
`;

const forkServer = `import gc, io, os, signal, socket, struct, sys, json
program, address = sys.argv[1:3]
import awscli.clidriver
# Set as it is loaded.
data_path = os.environ["AWS_DATA_PATH"]
# One call to nowhere loads what the AWS CLI loads late.
os.environ.update(AWS_ACCESS_KEY_ID="x", AWS_SECRET_ACCESS_KEY="x", AWS_MAX_ATTEMPTS="1")
streams = sys.stdout, sys.stderr
sys.stdout = sys.stderr = io.TextIOWrapper(io.BytesIO())
try:
    awscli.clidriver.create_clidriver().main(
        ["sts", "get-caller-identity", "--region=eu-west-1", "--endpoint-url=http://127.0.0.1:1"])
except BaseException:
    pass
sys.stdout, sys.stderr = streams
# What all calls have in common: the commands, and the descriptions of the services.
driver = awscli.clidriver.create_clidriver()
driver._get_command_table()
loader = driver.session.get_component("data_loader")
for name in ("cli", "endpoints", "partitions", "sdk-default-configuration", "_retry"):
    try: loader.load_data(name)
    except Exception: pass
for service in ("iam", "kms", "sts"):
    for kind in ("service-2", "endpoint-rule-set-1", "paginators-1", "waiters-2"):
        try: loader.load_service_model(service, kind)
        except Exception: pass
gc.collect()
gc.freeze()
server = socket.socket(socket.AF_UNIX)
server.bind(address)
server.listen(64)
print("ready", flush=True)

def exactly(connection, length):
    received = b""
    while len(received) < length:
        more = connection.recv(length - len(received))
        if not more: os._exit(255)
        received += more
    return received

def run(connection):
    _, streams, _, _ = socket.recv_fds(connection, 1, 3)
    arguments, environment, folder = json.loads(
        exactly(connection, struct.unpack("!I", exactly(connection, 4))[0]))
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
        os.close(stream)
    os.environ.clear()
    os.environ.update(environment, AWS_DATA_PATH=data_path)
    os.chdir(folder)
    connection.sendall(struct.pack("!I", os.getpid()))
    sys.argv = [program, *arguments]
    try:
        status = driver.main(arguments)
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else 0 if ended.code is None else 1
    except BaseException:
        status = 130
    for stream in (sys.stdout, sys.stderr):
        try: stream.flush()
        except BaseException: pass
    connection.sendall(bytes([status & 255]))

signal.signal(signal.SIGCHLD, signal.SIG_IGN)
while True:
    connection, _ = server.accept()
    if os.fork() == 0:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        server.close()
        try: run(connection)
        finally: os._exit(255)
    connection.close()
`;
