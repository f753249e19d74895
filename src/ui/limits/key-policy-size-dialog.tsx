import { type ReactNode, useId, useMemo, useState } from "react";
import { keysWithManyAdministrators, withAdministrators } from "#generator";
import { limits } from "#policy";
import type { Scenario } from "#scenario";
import { Button } from "../parts/button.tsx";
import { Dialog } from "../parts/dialog.tsx";
import { Field } from "../parts/field.tsx";
import { StateWord } from "../parts/state-word.tsx";
import { TextInput } from "../parts/text-input.tsx";
import { useKeyhole } from "../store.tsx";
import { useGoToQuestion } from "../verdict/use-go-to-question.ts";
import { problemsOf } from "../wizard/problems.ts";
import { limitsOfWork } from "./limits-of-work.ts";

const english = new Intl.NumberFormat("en-US");

/** The two forms of a key policy that do not grow with the list of administrators, and what each opens. */
export function KeyPolicySizeDialog({ onClose }: { readonly onClose: () => void }) {
  const scenario = useKeyhole((state) => state.scenario);
  const past = useKeyhole(limitsOfWork);
  const answer = useKeyhole((state) => state.answer);
  const goTo = useGoToQuestion();
  const keyIds = useMemo(() => keysWithManyAdministrators(scenario, past), [scenario, past]);
  const [role, setRole] = useState("");
  const question = administratorsQuestion(scenario, keyIds[0]);
  const none = useMemo(() => withAdministrators(scenario, keyIds, []), [scenario, keyIds]);
  const one = useMemo(
    () => withAdministrators(scenario, keyIds, [role.trim() || "KeyAdministrators"]),
    [scenario, keyIds, role],
  );
  const problem =
    role === ""
      ? undefined
      : problemsOf(one.scenario).find(
          ({ path, severity }) => path === question && severity === "error",
        )?.message;
  const use = (administrators: readonly string[]) => {
    answer((now) => withAdministrators(now, keyIds, administrators).scenario);
    onClose();
    // The notice with the button that opened this dialog is no longer drawn: the answer gets the focus.
    if (question !== undefined) goTo(question);
  };
  return (
    <Dialog
      title="Size options"
      description={`With all administrators named one by one, ${keyIds.length === 1 ? "a key policy exceeds" : `the policies of ${english.format(keyIds.length)} keys exceed`} the ${english.format(limits.keyPolicyBytes)} bytes that KMS allows.`}
      width={920}
      onClose={onClose}
    >
      <div className="grid gap-3 md:grid-cols-2">
        <Form
          title="One role for all administrators"
          {...one}
          disabled={role.trim() === "" || problem !== undefined}
          onUse={() => use([role.trim()])}
          opens="Everyone who may assume the role administers the key. Make the role and let your administrators assume it first: KMS refuses a policy that names a role which does not exist."
        >
          <Field label="Role name or ARN" problem={problem}>
            {(ids) => (
              <TextInput
                {...ids}
                mono
                value={role}
                onChange={({ target }) => setRole(target.value)}
              />
            )}
          </Field>
        </Form>
        <Form
          title="No administrators"
          {...none}
          disabled={false}
          onUse={() => use([])}
          opens="The statement for the account stays: its IAM policies decide who manages the key. Everyone who may write IAM policies in the account can allow themselves the key."
        />
      </div>
    </Dialog>
  );
}

interface FormProps {
  readonly title: string;
  readonly opens: string;
  readonly bytes: number;
  readonly fits: boolean;
  readonly disabled: boolean;
  readonly onUse: () => void;
  readonly children?: ReactNode;
}

function Form({ title, opens, bytes, fits, disabled, onUse, children }: FormProps) {
  const id = useId();
  return (
    <section
      aria-labelledby={id}
      className="flex min-w-0 flex-col gap-3 rounded-md border border-line p-3"
    >
      <h3 id={id} className="font-semibold text-sm">
        {title}
      </h3>
      {children}
      <div className="stack gap-1">
        <h4 className="font-medium text-soft text-sm">What it opens</h4>
        <p className="text-sm">{opens}</p>
      </div>
      <StateWord line tone={fits ? "good" : "caution"}>
        {english.format(bytes)} bytes{!fits && ": still more than KMS allows"}
      </StateWord>
      <div className="mt-auto flex justify-end">
        <Button
          tone="primary"
          disabled={disabled}
          aria-describedby={id}
          tip="Changes the answer. Undo reverts it."
          onClick={onUse}
        >
          Use this
        </Button>
      </div>
    </section>
  );
}

/** The path of the question for a key's administrators. */
function administratorsQuestion(
  { targets }: Scenario,
  keyId: string | undefined,
): string | undefined {
  const target = targets.find(({ keys }) => keys.some(({ id }) => id === keyId));
  return target && `targets.${target.id}.keys.${keyId}.administrators`;
}
