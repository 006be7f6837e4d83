import { isLiteral } from '../../text/unresolved';

/** The mistake in the value of a claim, as the end of a sentence that starts with "must"; undefined for a token. */
export function flawOf(value: string): string | undefined {
  if (!isLiteral(value)) return undefined;
  if (typeof value !== 'string') return 'be a string';
  if (value.trim() === '') return 'not be empty';
  if (/[*?]|\$\{/.test(value)) return 'have no wildcard and no policy variable, which would admit other jobs as well';
  if (/(^|:)pull_request(:|$)|(^|[:@])refs\/pull\//.test(value)) {
    return 'not admit pull requests, whose author decides what is pushed';
  }
  return undefined;
}
