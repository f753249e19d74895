import { createElement, type ReactNode } from "react";
import type { Shape } from "#map";
import { useAccountTint } from "../parts/account-tints.tsx";

interface ShapeViewProps {
  readonly shape: Shape;
}

/** One element of the map, with those in it. What lights up has the attribute `data-lit`. */
export function ShapeView({ shape }: ShapeViewProps): ReactNode {
  const tint = useAccountTint(shape.account);
  const { tag, attributes, text, children, account, step } = shape;
  return createElement(
    tag,
    {
      ...reactAttributes(attributes),
      ...(account === undefined ? {} : { "data-tint": tint }),
      ...(step === undefined ? {} : { "data-step": step }),
    },
    text ??
      children?.map((child, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: elements of a drawing have no other identity
        <ShapeView key={index} shape={child} />
      )),
  );
}

/** SVG's attributes as React names them. */
function reactAttributes(attributes: Shape["attributes"]): Record<string, string | number> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name.startsWith("data-")
        ? name
        : name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()),
      value,
    ]),
  );
}
