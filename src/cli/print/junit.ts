/** One thing that was checked. */
export interface TestCase {
  readonly suite: string;
  readonly name: string;
  /** Why it fails; left out if it passes. */
  readonly failure?: string;
  /** Why it does not count: what an answer leaves open, or the reader accepted. */
  readonly skipped?: string;
}

/** A report in the JUnit XML form that CI systems read (testmoapp's “JUnit XML format”), a suite for each kind of check. */
export function junitOf(cases: readonly TestCase[]): string {
  const suites = new Map<string, TestCase[]>();
  for (const one of cases) suites.set(one.suite, [...(suites.get(one.suite) ?? []), one]);
  const failing = (some: readonly TestCase[]) => some.filter(({ failure }) => failure).length;
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="Keyhole" tests="${cases.length}" failures="${failing(cases)}">`,
  ];
  for (const [name, own] of suites) {
    const skipped = own.filter(({ failure, skipped: why }) => !failure && why).length;
    lines.push(
      `  <testsuite name="${escaped(name)}" tests="${own.length}" failures="${failing(own)}" skipped="${skipped}">`,
    );
    for (const { name: test, failure, skipped: why } of own) {
      const head = `    <testcase classname="${escaped(name)}" name="${escaped(test)}"`;
      if (failure !== undefined)
        lines.push(`${head}>`, `      <failure message="${escaped(failure)}"/>`, "    </testcase>");
      else if (why !== undefined)
        lines.push(`${head}>`, `      <skipped message="${escaped(why)}"/>`, "    </testcase>");
      else lines.push(`${head}/>`);
    }
    lines.push("  </testsuite>");
  }
  return `${lines.join("\n")}\n</testsuites>\n`;
}

/** Text of an XML attribute; characters that XML 1.0 does not allow are left out. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replace(/[\t\n\r]/g, " ");
}
