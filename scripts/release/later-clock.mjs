// @ts-check

// Loaded before a program by `node --import`: its clock is 400 days ahead.
const ahead = 400 * 24 * 60 * 60 * 1000;
const now = () => realDate.now() + ahead;
const realDate = Date;

globalThis.Date = new Proxy(realDate, {
  construct: (target, args, newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget),
  apply: () => new realDate(now()).toString(),
  get: (target, name, receiver) => (name === "now" ? now : Reflect.get(target, name, receiver)),
});
