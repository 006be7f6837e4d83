import { CfnParameter } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { NO_L2, template } from './support';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { ACCOUNT, override, problemsOf, REGION, testRuleTable } from '../../../checks/support';

const rule = EcrRule.SIGNATURES_EXPIRE;
const expire = (selection: object) =>
  JSON.stringify({ rules: [{ rulePriority: 1, selection, action: { type: 'expire' } }] });
const days = { countType: 'sinceImagePushed', countUnit: 'days', countNumber: 14 };
const UNTAGGED = expire({ tagStatus: 'untagged', ...days });
const ANY = expire({ tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: 100 });
const TAGGED = expire({ tagStatus: 'tagged', tagPrefixList: ['ci-'], ...days });

function signing(stack: Stack, ...filters: string[]): ecr.CfnSigningConfiguration {
  const repositoryFilters = filters.map((filter) => ({ filter, filterType: 'WILDCARD_MATCH' }));
  const signingProfileArn = `arn:aws:signer:${REGION}:${ACCOUNT}:/signing-profiles/images`;
  const rules = [{ signingProfileArn, ...(filters.length > 0 && { repositoryFilters }) }];
  return new ecr.CfnSigningConfiguration(stack, 'Bad', { rules });
}

function repository(stack: Stack, lifecyclePolicyText: string, repositoryName?: string): ecr.CfnRepository {
  return new ecr.CfnRepository(stack, 'Api', { repositoryName, lifecyclePolicy: { lifecyclePolicyText } });
}

function created(stack: Stack, lifecycle: string, ...uses: string[]): void {
  override(template(stack, 'Template', 'prod', ...uses), { LifecyclePolicy: lifecycle });
}

testRuleTable({
  rule,
  l1: (stack) => {
    signing(stack, 'prod/*');
    repository(stack, UNTAGGED, 'prod/api');
  },
  l2: NO_L2,
  override: (stack) => {
    signing(stack, 'prod/*');
    override(repository(stack, TAGGED, 'prod/api'), { 'LifecyclePolicy.LifecyclePolicyText': UNTAGGED });
  },
  passes: (stack) => {
    signing(stack, 'prod/*');
    repository(stack, TAGGED, 'prod/api');
  },
});

test.each<[string, (stack: Stack) => void, string]>([
  [
    'a repository whose rule for all images takes untagged ones too',
    (stack) => {
      signing(stack, 'prod/*');
      repository(stack, ANY, 'prod/api');
    },
    'Stack/Api',
  ],
  [
    'a repository of any name if all images are signed',
    (stack) => {
      signing(stack);
      repository(stack, UNTAGGED);
    },
    'Stack/Api',
  ],
  [
    'a template whose repositories are all signed',
    (stack) => {
      signing(stack, 'pro*');
      created(stack, UNTAGGED, 'CREATE_ON_PUSH');
    },
    'Stack/Template',
  ],
  [
    'a template for replicas',
    (stack) => {
      signing(stack, 'prod/*');
      created(stack, UNTAGGED, 'REPLICATION');
    },
    'Stack/Template',
  ],
])('reports %s', (_, build, path) => {
  expect(problemsOf(rule, build)).toEqual([
    `Properties/Rules: the lifecycles of ${path} expire untagged images, and signatures are stored as untagged images`,
  ]);
});

test.each<[string, (stack: Stack) => void]>([
  [
    'a repository that is not signed',
    (stack) => {
      signing(stack, 'prod/*');
      repository(stack, UNTAGGED, 'dev/api');
    },
  ],
  [
    'a template whose repositories are not signed',
    (stack) => {
      signing(stack, 'dev/*');
      created(stack, UNTAGGED, 'CREATE_ON_PUSH');
    },
  ],
  [
    'a template for repositories of which only some are signed',
    (stack) => {
      signing(stack, '*/api');
      created(stack, UNTAGGED, 'CREATE_ON_PUSH');
    },
  ],
  [
    'a template of a cache, to which nobody pushes',
    (stack) => {
      signing(stack, '*');
      created(stack, UNTAGGED, 'PULL_THROUGH_CACHE');
    },
  ],
  [
    'a lifecycle known only at deployment',
    (stack) => {
      signing(stack, 'prod/*');
      repository(stack, new CfnParameter(stack, 'Lifecycle').valueAsString, 'prod/api');
    },
  ],
  ['a repository of a registry that signs nothing', (stack) => repository(stack, UNTAGGED, 'prod/api')],
])('does not report %s', (_, build) => {
  expect(problemsOf(rule, build)).toEqual([]);
});
