import { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A value as far as it is known at synthesis; what is known only at deployment reads `<AWS::Partition>`, as in cdk-nag. */
export function knownText(scope: IConstruct, value: unknown): string {
  return flatten(Stack.of(scope).resolve(value));
}

function flatten(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[intrinsic, argument] = []] = Object.entries(value ?? {}) as [string, unknown][];
  if (intrinsic === 'Fn::Join') {
    const [delimiter, parts] = argument as [string, unknown];
    if (Array.isArray(parts)) return parts.map(flatten).join(delimiter);
  }
  if (intrinsic === 'Ref') return `<${argument as string}>`;
  return '<…>';
}
