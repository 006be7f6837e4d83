/** A finding that is there on purpose. One that does not occur is an error too, so that the list stays true. */
export interface ExpectedFinding {
  readonly judge: string;
  readonly rule: string;
  /** @default - every target */
  readonly target?: string;
  /** Logical ids or construct paths, as the judge names them. */
  readonly resource: RegExp;
  /**
   * How many findings it covers, so that one more, of another resource, does not hide behind a pattern.
   *
   * @default - any number
   */
  readonly count?: number;
  /** Why the rule cannot or should not be met. */
  readonly reason: string;
}

export const EXPECTED_FINDINGS: readonly ExpectedFinding[] = [
  {
    judge: 'control-tower',
    rule: 'CT.ECR.PR.3',
    target: 'examples/platform-baseline',
    resource: /./,
    count: 77,
    reason: 'the mirror has 23 distributions and 54 runtimes whose upstream tags move; the other 96 must be immutable',
  },
  {
    judge: 'control-tower',
    rule: 'CT.SQS.PR.1',
    target: 'examples/platform-baseline',
    resource: /^EcrUndeliveredEvents/,
    count: 2,
    reason: 'the queues are the dead-letter queues themselves, one in each region for all rules of the stack',
  },
  ...['CT.ECR.PR.1', 'CT.ECR.PR.2'].map((rule) => ({
    judge: 'control-tower',
    rule,
    target: 'test/integ/integ.private-repository.ts',
    resource: /^Bare/,
    reason: 'a repository with every choice that fails a control',
  })),
  {
    judge: 'control-tower',
    rule: 'CT.ECR.PR.3',
    target: 'test/integ/integ.private-repository.ts',
    resource: /^(Bare|Full|AwsManagedKey)/,
    count: 3,
    reason: 'repositories some of whose tags can move',
  },
  ...['examples/registry', 'test/integ/integ.registry.ts'].flatMap((target) => [
    {
      judge: 'control-tower',
      rule: 'CT.ECR.PR.3',
      target,
      resource: /^EcrCachedRepositoryKubernetes/,
      count: 2,
      reason: 'repositories of a pull-through cache, whose tags have to follow those of the upstream',
    },
    {
      judge: 'control-tower',
      rule: 'CT.CLOUDWATCH.PR.3',
      target,
      resource: /^AccountSettingsProviderLogs/,
      count: 1,
      reason:
        'the log has names and values of settings, nothing confidential; CloudWatch Logs encrypts it with its own key',
    },
    {
      judge: 'control-tower',
      rule: 'CT.LAMBDA.PR.3',
      target,
      resource: /^AccountSettingsProviderFunction/,
      count: 1,
      reason: 'the function runs at deployments only, and calls endpoints of AWS and nothing within a network',
    },
  ]),
  ...[
    'examples/disaster-recovery',
    'examples/open-source',
    'examples/platform-baseline',
    'examples/registry',
    'test/integ/integ.registry.ts',
    'test/integ/integ.replication.ts',
  ].map((target) => ({
    judge: 'control-tower',
    rule: 'all-skipped',
    target,
    resource: /^AWS::IAM::Role$/,
    reason: 'both controls look at inline policies, and these roles have managed ones only',
  })),
  {
    judge: 'control-tower',
    rule: 'CT.ECR.PR.3',
    target: 'test/integ/integ.replication.ts',
    resource: /^(api|web)/,
    count: 2,
    reason: 'sources some of whose tags can move, so that their replicas show it',
  },
  {
    judge: 'control-tower',
    rule: 'CT.LAMBDA.PR.3',
    target: 'examples/application',
    resource: /^Function/,
    count: 1,
    reason: 'the function calls nothing within a network',
  },
  {
    judge: 'control-tower',
    rule: 'CT.SQS.PR.1',
    target: 'examples/application',
    resource: /^Failed/,
    count: 1,
    reason: 'the queue is the dead-letter queue itself',
  },
  {
    judge: 'control-tower',
    rule: 'all-skipped',
    target: 'test/integ/integ.application.ts',
    resource: /^AWS::(IAM::Role|EC2::SecurityGroup)$/,
    count: 2,
    reason: 'no inline policies, and no ingress from any address, which the controls look at',
  },
  {
    judge: 'control-tower',
    rule: 'all-skipped',
    target: 'examples/application',
    resource: /^AWS::(IAM::Role|EC2::SecurityGroup(Ingress)?)$/,
    count: 5,
    reason: 'no inline policies, and ingress rules whose source is another security group, which the controls skip',
  },
  {
    judge: 'cfn-lint',
    rule: 'W3005',
    target: 'examples/application',
    resource: /^Function/,
    count: 1,
    reason: "the CDK's function depends on its role explicitly as well",
  },
  {
    judge: 'control-tower',
    rule: 'CT.LAMBDA.PR.3',
    target: 'examples/deploy-on-push',
    resource: /^Thumbnails/,
    count: 1,
    reason: 'the function calls nothing within a network',
  },
  {
    judge: 'control-tower',
    rule: 'CT.SQS.PR.1',
    target: 'examples/deploy-on-push',
    resource: /^Failed/,
    count: 2,
    reason: 'the queues are the dead-letter queues themselves',
  },
  {
    judge: 'control-tower',
    rule: 'CT.ECR.PR.3',
    target: 'examples/deploy-on-push',
    resource: /^Api/,
    count: 1,
    reason: 'the tag that says which release the service runs is moved; all others are immutable',
  },
  {
    judge: 'control-tower',
    rule: 'all-skipped',
    target: 'examples/deploy-on-push',
    resource: /^AWS::EC2::SecurityGroup(Ingress)?$/,
    count: 2,
    reason: 'ingress rules whose source is another security group, which the controls skip',
  },
  ...['CT.S3.PR.2', 'CT.S3.PR.4', 'CT.S3.PR.9'].map((rule) => ({
    judge: 'control-tower',
    rule,
    target: 'examples/deploy-on-push',
    resource: /^Artifacts/,
    count: 1,
    reason: 'the bucket hands names of images from action to action of the pipeline, and keeps them for 30 days',
  })),
  {
    judge: 'cfn-lint',
    rule: 'W3005',
    target: 'examples/deploy-on-push',
    resource: /^(Thumbnails|Pipeline|Deployment)/,
    count: 3,
    reason: "the CDK's function, pipeline and state machine depend on their roles explicitly as well",
  },
  {
    judge: 'control-tower',
    rule: 'CT.SQS.PR.1',
    target: 'test/integ/integ.monitoring.ts',
    resource: /^EcrUndeliveredEvents/,
    count: 1,
    reason: 'the queue is the dead-letter queue of all rules of the stack',
  },
  {
    judge: 'control-tower',
    rule: 'CT.CLOUDWATCH.PR.2',
    target: 'test/integ/integ.monitoring.ts',
    resource: /^(Findings|Monitoring)Log/,
    count: 2,
    reason: 'by default events are kept for three months; a year is for regulated users, and the platform baseline',
  },
];
