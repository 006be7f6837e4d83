import type { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';

/** The warnings of a stack; the prefix of their ids is spelled differently from release to release. */
export function warningsOf(stack: Stack): string[] {
  return Annotations.fromStack(stack)
    .findWarning('*', Match.anyValue())
    .map(({ entry }) => (entry.data as string).replace(/\[ack: annotation::/i, '[ack: '));
}
