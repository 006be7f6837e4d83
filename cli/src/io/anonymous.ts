/** The longest text of a cell: GitHub takes comments of 65,536 characters, and pages have to be read. */
const LONGEST = 250;

/**
 * A text without ARNs and account ids, also those in paths and reasons: everybody who reads a pull request reads it.
 *
 * @param accountOf the text in place of an account id
 */
export function anonymous(value: string, accountOf: (id: string) => string = () => '(account)'): string {
  return value.replace(/\barn:[^\s,;'"()]+/g, '(ARN)').replace(/(?<!\d)\d{12}(?!\d)/g, accountOf);
}

/** The start of a long text. */
export function shortened(value: string): string {
  const characters = [...value];
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST).join('')}…` : value;
}
