import { listLiteral, literal } from './literal';
import { CodeModule } from './stack-source';
import type { StackSource } from './stack-source';
import { declaredTags } from './tags-code';
import { NAMESPACE } from '../../../../src/ecr/decisions/decisions';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { LifecyclePolicy } from '../../../../src/lifecycle/lifecycle-policy';
import { lifecycleFindings } from '../../../../src/lifecycle/lifecycle-review';
import type { RepositoryLine } from '../../snapshot/format';

/** The rules that a repository goes against as it is, but for those about access. */
function rulesAgainst(repository: RepositoryLine): EcrRule[] {
  const { isPublic, encryption, imageTagMutability = 'MUTABLE', lifecyclePolicy, scanOnPush, tags } = repository;
  if (isPublic) return declaredTags(tags).length === 0 ? [EcrRule.REPOSITORY_TAGS] : [];
  return [
    ...(encryption?.keyManager === 'CUSTOMER' ? [] : [EcrRule.CUSTOMER_KEY]),
    ...(imageTagMutability.startsWith('MUTABLE') ? [EcrRule.TAG_IMMUTABILITY] : []),
    ...(imageTagMutability === 'IMMUTABLE_WITH_EXCLUSION' ? [EcrRule.TAG_EXCEPTIONS] : []),
    ...(lifecyclePolicy === undefined ? [EcrRule.LIFECYCLE_POLICY] : []),
    ...(scanOnPush === true ? [] : [EcrRule.REPOSITORY_SCANNING]),
  ];
}

/** The rules that lifecycle policies go against, but for lists of tags, whose meaning a person has to tell. */
function lifecycleRules(repositories: readonly RepositoryLine[]): EcrRule[] {
  const texts = new Set(
    repositories.flatMap(({ lifecyclePolicy: policy }) => (policy === undefined ? [] : [JSON.stringify(policy)])),
  );
  return [...texts]
    .flatMap((text) => lifecycleFindings(LifecyclePolicy.fromJson(text)))
    .map(({ id }) => id)
    .filter((id) => id !== EcrRule.TAG_LIST);
}

/**
 * Acknowledges these rules for the stack. A thousand warnings of each synthesis would hide the next one, and the report of
 * the adoption has them for each repository.
 */
export function acknowledgeRules(repositories: readonly RepositoryLine[], source: StackSource): void {
  const against = new Set([...repositories.flatMap(rulesAgainst), ...lifecycleRules(repositories)]);
  const rules = Object.values(EcrRule).filter((rule) => against.has(rule));
  if (rules.length === 0) return;
  const validations = source.use('Validations', CodeModule.CDK);
  source.blankLine();
  source.add(
    '// The repositories stay as they were when they were adopted. Remove a rule to see which of them go against it.',
    `for (const rule of ${listLiteral(rules.map(literal))}) {`,
    `${validations}.of(this).acknowledge({ id: \`${NAMESPACE}::\${rule}\`, reason: 'As it was when it was adopted.' });`,
    '}',
  );
}
