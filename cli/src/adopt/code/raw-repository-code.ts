import { commentText, literal, objectLiteral } from './literal';
import { CodeModule } from './stack-source';
import type { StackSource } from './stack-source';
import { declaredTags } from './tags-code';
import { withoutUndefined } from '../../../../src/text/without-undefined';
import type { RepositoryEncryption, RepositoryLine } from '../../snapshot/format';

/** Writes a repository that the library refuses, as a resource of CloudFormation with a comment that says why. */
export function writeRawRepository(repository: RepositoryLine, id: string, reason: string, source: StackSource): void {
  const { repositoryName, encryption, imageTagMutability, lifecyclePolicy, policy } = repository;
  const { imageTagMutabilityExclusionFilters: filters, scanOnPush = false } = repository;
  const props = withoutUndefined({
    repositoryName,
    encryptionConfiguration: encryption && encryptionOf(encryption),
    imageTagMutability,
    imageTagMutabilityExclusionFilters: filters?.map(({ filterType, filter }) => ({
      imageTagMutabilityExclusionFilterType: filterType,
      imageTagMutabilityExclusionFilterValue: filter,
    })),
    imageScanningConfiguration: { scanOnPush },
    repositoryPolicyText: policy,
    tags: rawTags(repository),
  });
  const code = Object.entries(props).map(([property, value]): [string, string] => [property, literal(value)]);
  if (lifecyclePolicy !== undefined) {
    code.push(['lifecyclePolicy', `{ lifecyclePolicyText: JSON.stringify(${literal(lifecyclePolicy)}) }`]);
  }
  writeRaw('CfnRepository', id, objectLiteral(code), reason, source);
}

/** Writes a resource that is retained, with a comment. */
export function writeRaw(type: string, id: string, props: string, reason: string, source: StackSource): void {
  const retain = `${source.use('RemovalPolicy', CodeModule.CDK)}.RETAIN_ON_UPDATE_OR_DELETE`;
  source.blankLine();
  source.add(`// The constructs of cdk-ecr do not declare it: ${commentText(reason)}`);
  source.add(`new ${source.use(type, CodeModule.ECR)}(this, ${literal(id)}, ${props}).applyRemovalPolicy(${retain});`);
}

export function rawTags({ tags }: RepositoryLine): object[] | undefined {
  const declared = declaredTags(tags);
  return declared.length === 0 ? undefined : declared.map(([key, value]) => ({ key, value }));
}

/** The key that AWS manages is not named, and AES-256 is what a repository without this property has. */
function encryptionOf({ encryptionType, kmsKey, keyManager }: RepositoryEncryption): object | undefined {
  if (encryptionType === 'AES256') return undefined;
  return { encryptionType, kmsKey: keyManager === 'AWS' ? undefined : kmsKey };
}
