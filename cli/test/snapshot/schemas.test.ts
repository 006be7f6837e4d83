import { ImageDetail$ } from '@aws-sdk/client-ecr';
import { NormalizedSchema } from '@smithy/core/schema';
import { schemaOf } from './schemas';
import type { ImageLine, RegistryFile, RepositoryLine } from '../../src/snapshot/format';

// A property that the format gets or loses is a mistake of types here.
const REGISTRY: Record<keyof RegistryFile, true> = {
  version: true,
  account: true,
  region: true,
  partition: true,
  time: true,
  contents: true,
  policy: true,
  scanningConfiguration: true,
  replicationConfiguration: true,
  pullThroughCacheRules: true,
  repositoryCreationTemplates: true,
  signingConfiguration: true,
  pullTimeUpdateExclusions: true,
  accountSettings: true,
  unread: true,
};
const REPOSITORY: Record<keyof RepositoryLine, true> = {
  repositoryName: true,
  repositoryArn: true,
  repositoryUri: true,
  createdAt: true,
  isPublic: true,
  encryption: true,
  imageTagMutability: true,
  imageTagMutabilityExclusionFilters: true,
  scanOnPush: true,
  tags: true,
  policy: true,
  lifecyclePolicy: true,
  stack: true,
  catalogData: true,
};
/** Of an image the format names what it relies on, and what is not of Amazon ECR. */
const IMAGE: (keyof ImageLine)[] = [
  'imageDigest',
  'imageTags',
  'imagePushedAt',
  'imageStatus',
  'inUseCount',
  'lastInUseAt',
];

describe('the published schemas', () => {
  test.each([
    ['registry', REGISTRY],
    ['repository', REPOSITORY],
  ] as const)('of a %s have the properties of the format', (name, properties) => {
    expect(Object.keys(schemaOf(name).properties).sort()).toEqual(Object.keys(properties).sort());
  });

  test('of an image have the properties of the format', () => {
    expect(Object.keys(schemaOf('image').properties)).toEqual(expect.arrayContaining(IMAGE));
  });

  test('of an image have all that Amazon ECR answers, except findings', () => {
    const members = [...NormalizedSchema.of(ImageDetail$).structIterator()].map(([name]) => name);
    const isDescribed = (name: string) => name in schemaOf('image').properties;
    expect(members.filter((name) => !isDescribed(name))).toEqual(['imageScanStatus', 'imageScanFindingsSummary']);
  });
});
