/** Names of folders and files for accounts: the id where it is one; what is none is made safe, and numbered. */
export function accountNamesOf(accounts: readonly string[]): readonly string[] {
  const taken = new Set<string>();
  return accounts.map((account) => {
    const preferred = /^\d{12}$/.test(account) ? account : "account";
    let name = preferred;
    for (let number = 2; taken.has(name); number += 1) name = `${preferred}-${number}`;
    taken.add(name);
    return name;
  });
}
