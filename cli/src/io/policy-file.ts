import { API, at } from './bad-input';
import type { CommandIo } from './command-io';
import { repeatedNames } from './repeated-names';
import { parseJson, readText } from './text-file';
import { LifecyclePolicy } from '../../../src/lifecycle/lifecycle-policy';
import { visible } from '../../../src/text/visible';

const REMEDY = 'pass a lifecycle policy, or what aws ecr get-lifecycle-policy prints';

/**
 * Reads a policy text, or an answer of `aws ecr get-lifecycle-policy`, which has one. Says which names are there twice: ECR
 * may take the other value.
 */
export function readPolicy(file: string, { stderr }: Pick<CommandIo, 'stderr'>): LifecyclePolicy {
  const text = readText(file);
  const { lifecyclePolicyText = text } = (parseJson(file, text, REMEDY) ?? {}) as { lifecyclePolicyText?: string };
  const policy = at(file, () => LifecyclePolicy.fromJson(lifecyclePolicyText));
  // Only those of a policy that is one: it is short.
  for (const { name, line } of repeatedNames(lifecyclePolicyText)) {
    const what = `line ${line} of the policy has ${JSON.stringify(name)} again, and the last one counts`;
    stderr.write(visible(`${API}: ${file}: ${what}; leave one out`));
    stderr.write('\n');
  }
  return policy;
}
