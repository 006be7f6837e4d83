import { fill } from '../../text/holes';
import type { TemplateStack } from '../template-stack';

/** Stands for what only the deployment knows: neither a wildcard nor a part of an ARN. */
export const HOLE = 'known-at-deployment';

/** A text of a template without holes: account and region are those of its stack. */
export function filledText(text: string, stack: TemplateStack): string {
  const known = new Map([
    ['AWS::AccountId', ownAccount(stack)],
    ['AWS::Partition', 'aws'],
    ['AWS::Region', stack.region ?? 'own-region'],
  ]);
  return fill(text, (reference) => known.get(reference) ?? HOLE);
}

/** The account of a stack; where it is not known, a text that stands for it. */
export function ownAccount({ account }: TemplateStack): string {
  return account ?? 'own-account';
}
