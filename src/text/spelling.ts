/** The name among known ones that a name is meant to be, if it differs only in capitals, "_" or "-". */
export function meantName(known: readonly string[], name: string): string | undefined {
  const plain = plainName(name);
  return known.includes(name) ? undefined : known.find((each) => plainName(each) === plain);
}

function plainName(name: string): string {
  return name.replace(/[_-]/g, '').toLowerCase();
}
