/** What a reference such as `AWS::Partition` or `Api.Arn` stands for. */
export type ValueOf = (reference: string) => string;

/** A resolved value without intrinsic functions, for texts about it. What is neither joined nor referred to is empty. */
export function plainJson(value: unknown, valueOf: ValueOf): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => plainJson(each, valueOf));
  const entries = Object.entries(value);
  const [[name, argument] = ['', undefined]] = entries;
  if (entries.length === 1 && name === 'Ref') return valueOf(argument);
  if (entries.length === 1 && name === 'Fn::GetAtt') return valueOf([argument].flat().join('.'));
  if (entries.length === 1 && name === 'Fn::Join') {
    const [delimiter, parts] = argument as [string, unknown];
    return Array.isArray(parts) ? parts.map((part) => plainJson(part, valueOf)).join(delimiter) : '';
  }
  if (entries.length === 1 && name.startsWith('Fn::')) return '';
  return Object.fromEntries(entries.map(([key, each]) => [key, plainJson(each, valueOf)]));
}

/** As in `Fn::Sub`, so that who copies a statement sees what to fill in. */
export const AS_PLACEHOLDER: ValueOf = (reference) => `\${${reference}}`;
