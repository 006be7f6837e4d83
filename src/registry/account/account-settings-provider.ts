import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import type { IConstruct } from 'constructs';
import { ACCOUNT_SETTINGS_HANDLER } from './account-settings-handler';
import { acknowledge } from '../../core/acknowledge';
import { acknowledgeWildcards } from '../../core/acknowledge-wildcards';
import { ACCOUNT_SETTING_ACTION } from '../../ecr/policy/ecr-actions';
import { ACTIVATE_INSPECTOR_ACTIONS, CONFIGURE_INSPECTOR_ACTION } from '../../ecr/policy/service-actions';
import { INSPECTOR, LAMBDA } from '../../ecr/services';

/** Permissions of the function, by the settings that it has to set. */
export interface AccountSettingsProviderProps {
  /** Settings of Amazon ECR. */
  readonly ecr: boolean;
  /** The activation of Amazon Inspector. */
  readonly inspector: boolean;
  /** For how long Amazon Inspector scans images again. */
  readonly inspectorConfiguration: boolean;
}

/**
 * The function that sets what CloudFormation cannot, with a role and logs of its own: CDK's `AwsCustomResource` shares
 * one function between all that use it, so an acknowledgement for ours would hold for the user's as well.
 */
export class AccountSettingsProvider extends Construct {
  public readonly handler: lambda.CfnFunction;
  public readonly logGroup: logs.LogGroup;

  public constructor(scope: Construct, id: string, props: AccountSettingsProviderProps) {
    super(scope, id);
    // The settings outlive the stack, the log of how they were set need not.
    this.logGroup = new logs.LogGroup(this, 'Logs', {
      retention: logs.RetentionDays.ONE_YEAR,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Not inline, and attached at the role's creation, so that the function never runs without it.
    const settings = this.settingStatements(props);
    const policy = new iam.ManagedPolicy(this, 'Permissions', {
      description: 'Sets account settings of Amazon ECR that CloudFormation cannot',
      statements: [...this.logStatements(), ...settings],
    });
    const role = new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal(LAMBDA.principal),
      managedPolicies: [policy],
    });
    // Nothing but what is said here: no dependency that a reference makes already, no defaults that the app injects.
    this.handler = new lambda.CfnFunction(this, 'Function', {
      description: 'Sets account settings of Amazon ECR that CloudFormation cannot',
      // Fixed, so that the template is the same in every region and with every release of aws-cdk-lib.
      runtime: lambda.Runtime.NODEJS_24_X.name,
      architectures: [lambda.Architecture.X86_64.name],
      handler: 'index.handler',
      code: { zipFile: ACCOUNT_SETTINGS_HANDLER },
      memorySize: 256,
      // The activation of Amazon Inspector takes minutes.
      timeout: Duration.minutes(15).toSeconds(),
      role: role.roleArn,
      loggingConfig: { logGroup: this.logGroup.logGroupName },
    });
    for (const statement of settings) {
      acknowledgeWildcards(
        policy,
        statement,
        'The actions are those that the chosen settings need, and the service knows no resources for them.',
      );
    }
    acknowledgeFindings(this.logGroup, this.handler);
  }

  /** Without logs:CreateLogGroup: a log group that was deleted with its stack must not come back. */
  private logStatements(): iam.PolicyStatement[] {
    return [
      new iam.PolicyStatement({
        actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: [this.logGroup.logGroupArn],
      }),
    ];
  }

  private settingStatements(props: AccountSettingsProviderProps): iam.PolicyStatement[] {
    const actions = [
      ...(props.ecr ? [ACCOUNT_SETTING_ACTION] : []),
      ...(props.inspector ? ACTIVATE_INSPECTOR_ACTIONS : []),
      ...(props.inspectorConfiguration ? [CONFIGURE_INSPECTOR_ACTION] : []),
    ];
    // None of these actions has resources.
    const statements = [new iam.PolicyStatement({ actions, resources: ['*'] })];
    if (props.inspector) {
      statements.push(
        new iam.PolicyStatement({
          actions: ['iam:CreateServiceLinkedRole'],
          resources: [
            Stack.of(this).formatArn({
              service: 'iam',
              region: '',
              resource: 'role',
              resourceName: `aws-service-role/${INSPECTOR.principal}/AWSServiceRoleForAmazonInspector2`,
            }),
          ],
          conditions: { StringEquals: { 'iam:AWSServiceName': INSPECTOR.principal } },
        }),
      );
    }
    return statements;
  }
}

const ONLY_DEPLOYMENTS = 'The function runs only when CloudFormation changes the settings, ';

/** Findings of cdk-nag on the resources of the provider that are intended, with the reasons. */
function acknowledgeFindings(logGroup: IConstruct, handler: IConstruct): void {
  acknowledge(
    logGroup,
    ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'].map((pack) => `${pack}-CloudWatchLogGroupEncrypted`),
    'The log has names and values of settings, nothing confidential; CloudWatch Logs encrypts it with a key of its own.',
  );
  acknowledge(
    handler,
    ['HIPAA.Security', 'NIST.800.53.R5'].map((pack) => `${pack}-LambdaConcurrency`),
    `${ONLY_DEPLOYMENTS}once at a time; reserving concurrency would take it from the functions of the account.`,
  );
  acknowledge(
    handler,
    ['HIPAA.Security-LambdaDLQ', 'NIST.800.53.R5-LambdaDLQ', 'Serverless-LambdaDLQ'],
    `${ONLY_DEPLOYMENTS}which learns of every failure from the response, or from its absence.`,
  );
  acknowledge(
    handler,
    ['HIPAA.Security', 'NIST.800.53.R5', 'PCI.DSS.321'].map((pack) => `${pack}-LambdaInsideVPC`),
    'The function calls APIs of AWS and the URL of CloudFormation, and nothing within a network of the account.',
  );
  acknowledge(handler, ['Serverless-LambdaTracing'], `${ONLY_DEPLOYMENTS}and its log tells what it did.`);
}
