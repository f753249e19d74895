import { memberIn, scalarText } from "../value.ts";
import { attribute, reference } from "./references.ts";
import { noValue, type Resolution } from "./resolution.ts";

/** A function in the short form of a YAML template: `!Sub "arn:…"`. Cuts long arguments. */
export function expressionOf(name: string, argument: unknown): string {
  const written = typeof argument === "string" ? argument : "[…]";
  return `!${name.replace("Fn::", "")} ${written.length > 200 ? `${written.slice(0, 200)}…` : written}`;
}

type Work = (at: Resolution, argument: unknown) => unknown;

/**
 * CloudFormation's intrinsic functions, as far as the template alone determines their value.
 * Source: CloudFormation Template Reference, "Intrinsic function reference", one page for each.
 */
export const functions: Readonly<Record<string, Work>> = {
  Ref: (at, argument) => {
    const name = scalarText(argument);
    if (name === undefined) return unknown(at, "Ref", argument);
    return reference(at, name, expressionOf("Ref", name));
  },
  "Fn::GetAtt": (at, argument) => {
    const parts = (Array.isArray(argument) ? argument : [argument]).map(scalarText);
    if (parts.includes(undefined)) return unknown(at, "Fn::GetAtt", argument);
    const name = parts.join(".");
    return attribute(at, name, expressionOf("Fn::GetAtt", name));
  },
  "Fn::Sub": (at, argument) => {
    const [text, variables] = Array.isArray(argument) ? argument : [argument, undefined];
    if (typeof text !== "string") return unknown(at, "Fn::Sub", argument);
    return substituted(at, text, variables);
  },
  "Fn::Join": (at, argument) => {
    const [separator, items] = Array.isArray(argument) ? argument : [];
    const list = at.value(items);
    if (typeof separator !== "string" || !Array.isArray(list))
      return unknown(at, "Fn::Join", argument);
    return at.bounded(list.map(written).join(separator), "Fn::Join");
  },
  "Fn::Split": (at, argument) => {
    const [separator, text] = Array.isArray(argument) ? argument : [];
    const whole = at.text(text);
    if (
      typeof separator !== "string" ||
      separator === "" ||
      whole === undefined ||
      whole.includes("${")
    )
      return unknown(at, "Fn::Split", argument);
    return whole.split(separator);
  },
  "Fn::Select": (at, argument) => {
    const [index, items] = Array.isArray(argument) ? argument : [];
    const list = at.value(items);
    const chosen = Array.isArray(list) ? list[Number(at.text(index))] : undefined;
    return chosen === undefined ? unknown(at, "Fn::Select", argument) : chosen;
  },
  "Fn::FindInMap": (at, argument) => {
    const [map, first, second] = Array.isArray(argument)
      ? argument.map((one) => at.text(one) ?? "")
      : [];
    const row = memberIn(memberIn(at.template.mappings, map ?? ""), first ?? "");
    const found = memberIn(row, second ?? "");
    return found === undefined ? unknown(at, "Fn::FindInMap", argument) : at.value(found);
  },
  "Fn::If": (at, argument) => {
    const [condition, ifTrue, ifFalse] = Array.isArray(argument) ? argument : [];
    const name = scalarText(condition) ?? "";
    const holds = at.condition(name);
    if (holds === undefined) at.undecided.add(name.slice(0, 100));
    return at.value(holds === false ? ifFalse : ifTrue);
  },
  "Fn::ImportValue": (at, argument) => {
    const name = at.text(argument) ?? "export";
    return at.placeholder(
      name,
      expressionOf("Fn::ImportValue", name),
      "Replace this with the exported value of the other stack.",
    );
  },
};

/** Replaces `${Name}` and `${Resource.Attribute}` in a text; `${!Name}` becomes the literal `${Name}`. */
function substituted(at: Resolution, text: string, variables: unknown): string {
  const expression = expressionOf("Fn::Sub", text);
  return text.replace(/\$\{([^${}]{0,255})\}/g, (whole, inner: string) => {
    if (inner.startsWith("!")) return `\${${inner.slice(1)}}`;
    const name = inner.trim();
    const own = memberIn(variables, name);
    if (own !== undefined) return at.text(own) ?? whole;
    const value = name.includes(".")
      ? attribute(at, name, expression)
      : reference(at, name, expression);
    return value === noValue ? "" : written(value);
  });
}

function unknown(at: Resolution, name: string, argument: unknown): string {
  const what = name.replace("Fn::", "");
  return at.placeholder(
    what,
    expressionOf(name, argument),
    "Replace this with the value in the deployed policy.",
  );
}

function written(value: unknown): string {
  if (Array.isArray(value)) return value.map(written).join(",");
  return scalarText(value) ?? "";
}
