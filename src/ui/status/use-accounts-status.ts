import { useEffect, useMemo, useState } from "react";
import type { AccountsStatus } from "#verdict";
import { useVerdict } from "../verdict/verdict-context.tsx";

type Code = typeof import("./accounts-code.ts");

let loaded: Code | undefined;

/** What the accounts of a large work come to; `undefined` for a work of few accounts. Its code is loaded when it is needed. */
export function useAccountsStatus(): AccountsStatus | "loading" | undefined {
  const accounts = useVerdict((state) => state.accounts);
  const opened = useVerdict((state) => state.verdict?.status);
  const [code, setCode] = useState(() => loaded);
  const isNeeded = accounts !== null && !code;
  useEffect(() => {
    if (!isNeeded) return;
    let isMounted = true;
    import("./accounts-code.ts").then(
      (module) => {
        loaded = module;
        if (isMounted) setCode(module);
      },
      // The status stays at "Checking": nothing false is said.
      () => undefined,
    );
    return () => {
      isMounted = false;
    };
  }, [isNeeded]);
  return useMemo(() => {
    if (!accounts) return undefined;
    return code && opened ? code.statusOfAccounts(opened, accounts) : "loading";
  }, [accounts, opened, code]);
}
