import { Gravity } from '../../src/guard/guarded-change';
import { ComparisonKind, ResourceChangeKind } from '../../src/report/model/reported-changes';
import type { ReportedChange, ReportedChanges } from '../../src/report/model/reported-changes';
import type { ReportedRepository } from '../../src/report/model/reported-repository';

const REGISTRY = '111111111111/eu-central-1';
const TYPE = 'AWS::ECR::Repository';

/** What a change does to some of the repositories. */
export function sampleChanges(
  repositories: readonly ReportedRepository[],
  hostile: readonly string[],
): ReportedChanges {
  const some = repositories.slice(0, Math.max(1, Math.floor(repositories.length / 10)));
  const paths = some.flatMap(({ path }) => path ?? []);
  return {
    kind: ComparisonKind.CHANGE,
    before: 'deployed templates in deployed/',
    after: 'app cdk.out',
    verdict: {
      fails: true,
      summary: `${paths.length} lost, 1 opened, 1 other`,
      counts: [
        [Gravity.LOST, paths.length],
        [Gravity.OPENED, 1],
        [Gravity.OTHER, 1],
      ],
      folds: [
        {
          gravity: Gravity.LOST,
          kind: 'repository-replaced',
          text: 'CloudFormation replaces the repository: its images are deleted with it',
          safely: 'Keep EncryptionConfiguration as it is, or copy the images to a repository of another name first.',
          changes: paths.length,
          paths,
        },
        {
          gravity: Gravity.OPENED,
          kind: 'access-opened',
          text: 'Everybody may pull: the condition on the organization is gone',
          safely: 'Keep the condition.',
          changes: 1,
          paths: paths.slice(0, 1),
        },
        { gravity: Gravity.OTHER, kind: 'tags-changed', text: 'The tags change', changes: 1, paths: paths.slice(0, 1) },
        ...hostile.map((text) => ({
          gravity: Gravity.OTHER,
          kind: text,
          text,
          safely: text,
          changes: 1,
          paths: [text],
        })),
      ],
    },
    resources: some.map(change),
    driftCount: 0,
    unknown: ['Whether images are in use: give a file with --in-use.'],
  };
}

function change({ name, path }: ReportedRepository, i: number): ReportedChange {
  const kinds = Object.values(ResourceChangeKind);
  const kind = i % 5 === 4 ? kinds[Math.floor(i / 5) % 2] : ResourceChangeKind.CHANGED;
  const policy = (condition?: object) =>
    JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: '*', Action: ['ecr:BatchGetImage'], Condition: condition }],
    });
  const properties = [
    {
      path: 'EncryptionConfiguration',
      before: '{"EncryptionType":"AES256"}',
      after: '{"EncryptionType":"KMS","KmsKey":"alias/images"}',
    },
    { path: 'ImageTagMutability', before: 'MUTABLE', after: 'IMMUTABLE' },
    {
      path: 'RepositoryPolicyText',
      before: policy({ StringEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } }),
      after: policy(),
    },
    { path: 'Tags.team', after: name },
  ];
  const place = { registry: REGISTRY, type: TYPE, name, ...(path !== undefined && { path }) };
  if (kind === ResourceChangeKind.CHANGED) return { kind, ...place, properties };
  const isAdded = kind === ResourceChangeKind.ADDED;
  const one = properties.map(({ path: at, before, after }) => (isAdded ? { path: at, after } : { path: at, before }));
  return { kind, ...place, properties: one };
}
