import { App, Stack } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import type { AccessRequest, PolicyDocument } from './access-request';
import { requestContexts } from './build-context';
import { changed, describeDecisions } from './decisions';
import { REQUEST_CONTEXT } from './request-context';
import { decide } from './simulate';
import { SynthesizedStack } from './synthesized-stack';

const ACCOUNT = '111111111111';
const REGION = 'eu-central-1';
const RULE = `arn:aws:events:${REGION}:${ACCOUNT}:rule/findings`;
const ALARM = `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:critical`;
const OTHER_ALARM = `arn:aws:cloudwatch:${REGION}:222222222222:alarm:critical`;

const PULL: AccessRequest = {
  caller: { kind: 'role', account: ACCOUNT, name: 'puller' },
  action: 'ecr:BatchGetImage',
  resource: `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/team/api`,
  identityPolicies: [statement({ Effect: 'Allow', Action: 'ecr:BatchGetImage', Resource: '*' })],
};

describe('the table of request contexts', () => {
  test('names a page for every key', () => {
    const sources = REQUEST_CONTEXT.flatMap(({ keys }) => keys.map(({ source }) => source));
    expect(sources.filter((source) => !/^https:\/\/docs\.aws\.amazon\.com\//.test(source))).toEqual([]);
  });

  // iam-simulate brings a list of the keys that an action knows; a typing error or an invention does not get past it.
  test.each(callsOfEveryRow())('has only keys that $action knows, for $caller', async ({ request }) => {
    await expect(decide(request)).resolves.toMatchObject({ result: 'ImplicitlyDenied' });
  });

  test('fails when a case adds a key that AWS does not send', () => {
    const caller = { kind: 'service', service: 'events.amazonaws.com', source: RULE } as const;
    const publish = { caller, action: 'sns:Publish', resource: `arn:aws:sns:${REGION}:${ACCOUNT}:findings` };
    expect(() => requestContexts({ ...publish, context: { 'aws:SourceArn': RULE } })).toThrow(
      'AWS sends no aws:SourceArn for events.amazonaws.com and sns:Publish: the table of request-context.ts lacks it',
    );
  });

  test('fails when a case overrules what follows from the request', () => {
    expect(() => requestContexts({ ...PULL, context: { 'aws:principalaccount': '222222222222' } })).toThrow(
      'aws:principalaccount follows from the request for principal and ecr:BatchGetImage: ' +
        'change the caller or the resource instead',
    );
  });

  test('fails when nobody has looked up what a service sends', () => {
    const caller = { kind: 'service', service: 'events.amazonaws.com', source: RULE } as const;
    expect(() => requestContexts({ ...PULL, caller })).toThrow(
      'The table of request-context.ts has no row for events.amazonaws.com and ecr:BatchGetImage',
    );
  });

  test('sends no key of an organization for an account outside of one', () => {
    const [context] = requestContexts(PULL);
    expect(Object.keys(context).filter((key) => key.startsWith('aws:PrincipalOrg'))).toEqual([]);
  });

  test('fails when a decision depends on a key that AWS may or may not send', async () => {
    const conditions = { Bool: { 'kms:GrantIsForAWSResource': 'false' } };
    const policy = statement({ Effect: 'Allow', Action: 'kms:*', Resource: '*', Condition: conditions });
    const root = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
    await expect(
      decide({
        ...PULL,
        action: 'kms:CreateGrant',
        resource: `arn:aws:kms:${REGION}:${ACCOUNT}:key/key`,
        identityPolicies: [policy],
        resourcePolicies: [statement({ Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' })],
      }),
    ).rejects.toThrow(
      /^The decision depends on a key that AWS may or may not send: Allowed with .*ImplicitlyDenied with /,
    );
  });
});

describe('the simulator', () => {
  test('fails when an action does not exist', async () => {
    await expect(decide({ ...PULL, action: 'ecr:PullImage' })).rejects.toThrow(
      /^The simulator refuses ecr:PullImage on /,
    );
  });

  test('fails when a policy is malformed', async () => {
    await expect(decide({ ...PULL, identityPolicies: [statement({ Effect: 'allow' })] })).rejects.toThrow(
      /policy\.errors/,
    );
  });

  test('fails when a case does not name one resource', async () => {
    const resource = `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/*`;
    await expect(decide({ ...PULL, resource })).rejects.toThrow(/must name one resource/);
  });
});

describe('a denial', () => {
  test('differs from its allow in one value', () => {
    expect(changed(PULL, { caller: { account: '222222222222' } })).toEqual({
      ...PULL,
      caller: { ...PULL.caller, account: '222222222222' },
    });
  });

  test('may lack a value of its allow', () => {
    expect(changed({ ...PULL, via: ['ecr.amazonaws.com'] }, { via: undefined })).toEqual(PULL);
  });

  test('fails when two values differ', () => {
    expect(() => changed(PULL, { caller: { account: '222222222222' }, action: 'ecr:PutImage' })).toThrow(
      'A denial differs from its allow in one value, not in 2: caller.account, action',
    );
  });

  test('fails when no value differs', () => {
    expect(() => changed(PULL, {})).toThrow('A denial differs from its allow in one value, not in 0: ');
    expect(() => changed(PULL, { action: PULL.action })).toThrow(
      'A denial differs from its allow in one value, but action is the same in both',
    );
    expect(() => changed(PULL, { via: undefined })).toThrow('but via is the same in both');
  });

  test('fails when it takes away several values at once', () => {
    const context = { 'aws:ResourceTag/a': '1', 'aws:ResourceTag/b': '2' };
    expect(() => changed({ ...PULL, context }, { context: undefined })).toThrow(
      'A denial differs from its allow in one value, but context holds 2',
    );
  });
});

// Constructs of aws-cdk-lib with policies of every kind that SynthesizedStack finds.
const stack = new Stack(new App(), 'Stack', { env: { account: ACCOUNT, region: REGION } });
const repository = new ecr.Repository(stack, 'Repository', { repositoryName: 'team/api' });
const topic = new sns.Topic(stack, 'Topic');
const alarmTopic = new sns.Topic(stack, 'AlarmTopic');
const queue = new sqs.Queue(stack, 'Queue');
const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('codebuild.amazonaws.com') });
repository.grantPull(role);
queue.grantSendMessages(
  new iam.ServicePrincipal('events.amazonaws.com', { conditions: { ArnEquals: { 'aws:SourceArn': RULE } } }),
);
topic.grantPublish(new iam.ServicePrincipal('events.amazonaws.com'));
alarmTopic.grantPublish(
  new iam.ServicePrincipal('cloudwatch.amazonaws.com', {
    conditions: { StringEquals: { 'aws:SourceAccount': stack.account } },
  }),
);
const template = SynthesizedStack.of(stack);
const arnOf = (construct: { node: { defaultChild?: unknown } }) => template.arn(logicalId(construct));
const policiesOf = (construct: { node: { defaultChild?: unknown } }) => template.resourcePolicies(logicalId(construct));

const topicPolicyWithSource = statement({
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: 'sns:Publish',
  Resource: '*',
  Condition: { ArnEquals: { 'aws:SourceArn': RULE } },
});

describeDecisions('constructs of aws-cdk-lib', [
  {
    name: 'a role that may pull pulls',
    allow: { ...PULL, identityPolicies: template.identityPolicies(logicalId(role)), resource: arnOf(repository) },
    denyWhen: [
      { when: 'it pulls from another repository', change: { resource: `${arnOf(repository)}-2` } },
      { when: 'it pushes', change: { action: 'ecr:PutImage' } },
      { when: 'it is of another account', change: { caller: { account: '222222222222' } } },
    ],
  },
  {
    name: 'the role asks for a token',
    allow: {
      ...PULL,
      action: 'ecr:GetAuthorizationToken',
      resource: '*',
      identityPolicies: template.identityPolicies(logicalId(role)),
    },
    denyWhen: [{ when: 'it has no policy', change: { identityPolicies: [] } }],
  },
  {
    name: 'EventBridge publishes to a topic',
    allow: {
      caller: { kind: 'service', service: 'events.amazonaws.com', source: RULE },
      action: 'sns:Publish',
      resource: arnOf(topic),
      resourcePolicies: policiesOf(topic),
    },
    denyWhen: [
      {
        when: 'the policy asks for the rule, which EventBridge does not send',
        change: { resourcePolicies: [topicPolicyWithSource] },
      },
      { when: 'the topic admits CloudWatch', change: { resourcePolicies: policiesOf(alarmTopic) } },
    ],
  },
  {
    name: 'EventBridge sends to a queue',
    allow: {
      caller: { kind: 'service', service: 'events.amazonaws.com', source: RULE },
      action: 'sqs:SendMessage',
      resource: arnOf(queue),
      resourcePolicies: policiesOf(queue),
    },
    denyWhen: [{ when: 'it is another rule', change: { caller: { source: `${RULE}-2` } } }],
  },
  {
    name: 'an alarm publishes to a topic',
    allow: {
      caller: { kind: 'service', service: 'cloudwatch.amazonaws.com', source: ALARM },
      action: 'sns:Publish',
      resource: arnOf(alarmTopic),
      resourcePolicies: policiesOf(alarmTopic),
    },
    denyWhen: [{ when: 'the alarm is of another account', change: { caller: { source: OTHER_ALARM } } }],
  },
  {
    name: 'the organization and a VPC endpoint leave a pull alone',
    allow: {
      ...PULL,
      serviceControlPolicies: [statement({ Effect: 'Allow', Action: '*', Resource: '*' })],
      permissionsBoundary: statement({ Effect: 'Allow', Action: 'ecr:*', Resource: '*' }),
      vpcEndpointPolicy: statement({ Effect: 'Allow', Principal: '*', Action: 'ecr:*', Resource: '*' }),
    },
    denyWhen: [
      {
        when: 'a service control policy denies it',
        change: {
          serviceControlPolicies: [
            statement(
              { Effect: 'Allow', Action: '*', Resource: '*' },
              { Effect: 'Deny', Action: 'ecr:*', Resource: '*' },
            ),
          ],
        },
        explicitly: true,
      },
      {
        when: 'the boundary ends before it',
        change: { permissionsBoundary: statement({ Effect: 'Allow', Action: 's3:*', Resource: '*' }) },
      },
      {
        when: 'the endpoint lets only tokens through',
        change: {
          vpcEndpointPolicy: statement({
            Effect: 'Allow',
            Principal: '*',
            Action: 'ecr:GetAuthorizationToken',
            Resource: '*',
          }),
        },
      },
    ],
  },
  {
    name: 'a tag of the repository lets a role pull',
    allow: {
      ...PULL,
      identityPolicies: [
        statement({
          Effect: 'Allow',
          Action: 'ecr:BatchGetImage',
          Resource: '*',
          Condition: { StringEquals: { 'aws:ResourceTag/team': 'a' } },
        }),
      ],
      context: { 'aws:ResourceTag/team': 'a' },
    },
    denyWhen: [{ when: 'the tag is another', change: { context: { 'aws:ResourceTag/team': 'b' } } }],
  },
]);

/** Each row with each of its actions, and with all values that a case may say. */
function callsOfEveryRow(): { action: string; caller: string; request: AccessRequest }[] {
  const instances: Record<string, string> = {
    '*': 'ecr:PutImage',
    'ecr:*': 'ecr:PutImage',
    'kms:*': 'kms:DescribeKey',
  };
  const resources: Record<string, string> = { ecr: 'repository/team/api', kms: 'key/key', sns: 'topic', sqs: 'queue' };
  return REQUEST_CONTEXT.flatMap(({ caller, actions, keys }) =>
    actions.map((pattern) => {
      const action = instances[pattern] ?? pattern;
      const [service] = action.split(':');
      const said = keys.filter(({ value }) => value === undefined).map(({ key }) => [key.replace('*', 'team'), 'a']);
      const own = { kind: 'role', account: ACCOUNT, name: 'caller', organizationId: 'o-a1b2c3d4e5' } as const;
      const request: AccessRequest = {
        caller: caller.includes('.') ? { kind: 'service', service: caller, source: RULE } : own,
        ...(caller === 'forwarded' && { via: ['cloudformation.amazonaws.com', 'ecr.amazonaws.com'] }),
        action,
        resource: `arn:aws:${service}:${REGION}:${ACCOUNT}:${resources[service]}`,
        context: Object.fromEntries(said) as Record<string, string>,
      };
      return { action, caller, request };
    }),
  );
}

function logicalId(construct: { node: { defaultChild?: unknown } }): string {
  return stack.resolve((construct.node.defaultChild as { logicalId: string }).logicalId) as string;
}

function statement(...statements: object[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: statements };
}
