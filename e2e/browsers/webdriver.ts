import { setTimeout as sleep } from "node:timers/promises";

/** One session of the W3C WebDriver protocol. selenium-webdriver would do, but needs Node 22. */
export class WebDriverSession {
  readonly #address: string;

  private constructor(address: string) {
    this.#address = address;
  }

  /** Starts a session as soon as the driver at `address` answers; throws after ten seconds without an answer. */
  static async start(address: string, capabilities: object): Promise<WebDriverSession> {
    await answering(address);
    const { sessionId } = await call<{ sessionId: string }>("POST", `${address}/session`, {
      capabilities: { alwaysMatch: capabilities },
    });
    return new WebDriverSession(`${address}/session/${sessionId}`);
  }

  get<Result>(path: string): Promise<Result> {
    return call("GET", `${this.#address}${path}`);
  }

  post<Result>(path: string, body: object): Promise<Result> {
    return call("POST", `${this.#address}${path}`, body);
  }

  async end(): Promise<void> {
    await call("DELETE", this.#address);
  }
}

async function answering(address: string): Promise<void> {
  const deadline = Date.now() + 10_000;
  for (;;)
    try {
      await call("GET", `${address}/status`);
      return;
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await sleep(50);
    }
}

/** Resolves to the `value` of the answer; an error of WebDriver is thrown with its message. */
async function call<Result>(method: string, address: string, body?: object): Promise<Result> {
  const answer = await fetch(address, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const { value } = (await answer.json()) as { value: Result & { error: string; message: string } };
  if (!answer.ok) throw new Error(`${value.error}: ${value.message}`);
  return value;
}
