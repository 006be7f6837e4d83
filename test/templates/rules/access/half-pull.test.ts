import * as ecr from 'aws-cdk-lib/aws-ecr';
import { OF_ORGANIZATION, policy, repository, rootOf, statement } from './policies';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import type { Build } from '../../../checks/support';
import { ACCOUNT, problemsOf, REGION } from '../../../checks/support';

const rule = EcrRule.POLICY_ACTIONS;
const IMAGE = 'ecr:BatchGetImage';
const LAYER = 'ecr:GetDownloadUrlForLayer';
const CHECK = 'ecr:BatchCheckLayerAvailability';
const LAMBDA = { Service: 'lambda.amazonaws.com' };
const THIRD = '333333333333';

test('reports each half of a pull, with the party that lacks the other half', () => {
  const builds = [
    repository(statement({ Action: [IMAGE, CHECK] })),
    repository(statement({ Action: LAYER, Sid: 'Layers' })),
    repository(statement({ Action: IMAGE, Principal: LAMBDA })),
    repository(statement({ Action: [IMAGE, CHECK] }), statement({ Action: LAYER, Principal: { AWS: rootOf(THIRD) } })),
  ];
  expect(builds.flatMap((build) => problemsOf(rule, build)).join('\n')).toMatchInlineSnapshot(`
    "Properties/RepositoryPolicyText/Statement/0: statement 1 allows ecr:BatchGetImage without ecr:GetDownloadUrlForLayer to arn:aws:iam::222222222222:root, and a pull needs both
    Properties/RepositoryPolicyText/Statement/0: statement Layers allows ecr:GetDownloadUrlForLayer without ecr:BatchGetImage to arn:aws:iam::222222222222:root, and a pull needs both
    Properties/RepositoryPolicyText/Statement/0: statement 1 allows ecr:BatchGetImage without ecr:GetDownloadUrlForLayer to lambda.amazonaws.com, and a pull needs both
    Properties/RepositoryPolicyText/Statement/0: statement 1 allows ecr:BatchGetImage without ecr:GetDownloadUrlForLayer to arn:aws:iam::222222222222:root, and a pull needs both
    Properties/RepositoryPolicyText/Statement/1: statement 2 allows ecr:GetDownloadUrlForLayer without ecr:BatchGetImage to arn:aws:iam::333333333333:root, and a pull needs both"
  `);
});

test.each<[string, Build]>([
  ['both halves in one statement', repository(statement({ Action: [IMAGE, LAYER] }))],
  [
    'the other half in another statement',
    repository(statement({ Action: [IMAGE, CHECK] }), statement({ Action: LAYER })),
  ],
  [
    'the other half for the organization',
    repository(
      statement({ Action: [IMAGE, CHECK] }),
      statement({ Action: LAYER, Principal: '*', Condition: OF_ORGANIZATION }),
    ),
  ],
  [
    'the other half in the registry policy',
    (stack) => {
      repository(statement({ Action: [IMAGE, CHECK] }))(stack);
      const Resource = `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/*`;
      new ecr.CfnRegistryPolicy(stack, 'Policy', { policyText: policy(statement({ Action: LAYER, Resource })) });
    },
  ],
  ['an account that only reads images', repository(statement({ Action: IMAGE }))],
  ['a principal of the own account', repository(statement({ Action: LAYER, Principal: { AWS: rootOf(ACCOUNT) } }))],
  [
    'a Deny of one half',
    repository(
      statement({ Action: [IMAGE, LAYER] }),
      statement({ Effect: 'Deny', Action: LAYER, Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
    ),
  ],
  ['a push, which reads images too', repository(statement({ Action: [IMAGE, 'ecr:PutImage'] }))],
])('does not report %s', (_, build) => {
  expect(problemsOf(rule, build)).toEqual([]);
});
