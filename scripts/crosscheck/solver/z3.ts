import { init } from "z3-solver";

/** What the solver says of a list of SMT-LIB declarations and assertions. */
export type SolverAnswer =
  | { readonly kind: "satisfied"; readonly model: ReadonlyMap<string, string> }
  | { readonly kind: "impossible" }
  /** Not decided within the time. */
  | { readonly kind: "unknown" };

export type Solve = (text: string) => Promise<SolverAnswer>;

/**
 * Starts Z3. Its threads keep the process alive: end it with `process.exit`.
 * @param milliseconds for one question.
 */
export async function startSolver(milliseconds: number): Promise<Solve> {
  const { Z3 } = await init();
  const context = Z3.mk_context(Z3.mk_config());
  const parameters = Z3.mk_params(context);
  Z3.params_inc_ref(context, parameters);
  Z3.params_set_uint(context, parameters, Z3.mk_string_symbol(context, "timeout"), milliseconds);
  return async (text) => {
    const solver = Z3.mk_solver(context);
    Z3.solver_inc_ref(context, solver);
    try {
      Z3.solver_set_params(context, solver, parameters);
      Z3.solver_from_string(context, solver, text);
      const result: number = await Z3.solver_check(context, solver);
      if (result === -1) return { kind: "impossible" };
      if (result === 0) return { kind: "unknown" };
      const model = Z3.solver_get_model(context, solver);
      return { kind: "satisfied", model: readModel(Z3.model_to_string(context, model)) };
    } finally {
      Z3.solver_dec_ref(context, solver);
    }
  };
}

/** Lines like `value_0_1 -> "text"`. */
function readModel(printed: string): Map<string, string> {
  const entries = printed.split("\n").flatMap((line) => {
    const arrow = line.indexOf(" -> ");
    return arrow < 0 ? [] : [[line.slice(0, arrow), line.slice(arrow + 4)] as const];
  });
  return new Map(entries);
}
