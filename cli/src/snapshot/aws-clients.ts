import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECRPUBLICClient } from '@aws-sdk/client-ecr-public';
import { Inspector2Client } from '@aws-sdk/client-inspector2';
import { KMSClient } from '@aws-sdk/client-kms';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { STSClient } from '@aws-sdk/client-sts';
import { fromIni } from '@aws-sdk/credential-providers';
import type {
  AwsCredentialIdentityProvider,
  FinalizeHandler,
  FinalizeHandlerArguments,
  MiddlewareStack,
  Pluggable,
} from '@smithy/types';
import { AwsError } from './aws-error';
import type { Rate } from './rate';
import { ACCOUNT_ACTIONS, READ_ACTIONS } from './read-actions';

/** How to reach AWS. */
export interface AwsAccess {
  readonly region: string;
  /** A profile of the AWS configuration files. */
  readonly profile?: string;
  /** Credentials in place of those that the SDK finds. */
  readonly credentials?: AwsCredentialIdentityProvider;
  /** An endpoint for all services in place of those of the region. */
  readonly endpoint?: string;
  readonly rate: Rate;
}

/** The public registry has its API in this region only. */
export const PUBLIC_REGION = 'us-east-1';

/** The actions that may be sent. */
const SENT = new Set([...READ_ACTIONS, ...ACCOUNT_ACTIONS]);

/** With backoff, ten attempts take about a minute. */
const ATTEMPTS = 10;

/** A connection that hangs would hang the command. */
const TIMEOUTS = { connectionTimeout: 10_000, socketTimeout: 60_000 };

// The SDK is part of the package: users of an old Node.js cannot upgrade one without the other.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

/** The clients of a region. They send nothing but `READ_ACTIONS`, and keep to the rate. */
export class AwsClients {
  public readonly region: string;
  public readonly ecr: ECRClient;
  /** There is one in the region of the public registry only. */
  public readonly ecrPublic?: ECRPUBLICClient;
  public readonly kms: KMSClient;
  public readonly sts: STSClient;
  public readonly organizations: OrganizationsClient;
  public readonly cloudFormation: CloudFormationClient;
  public readonly inspector: Inspector2Client;

  public constructor(access: AwsAccess) {
    const { region, rate, profile, endpoint } = access;
    // What is asked for comes before credentials of the environment.
    const credentials = access.credentials ?? (profile === undefined ? undefined : fromIni({ profile }));
    const config = { region, profile, credentials, endpoint, maxAttempts: ATTEMPTS, requestHandler: TIMEOUTS };
    this.region = region;
    const limited = <C, I extends object, O extends object>(service: string, client: C & Client<I, O>): C => {
      client.middlewareStack.use(readOnly(service, region, rate));
      return client;
    };
    this.ecr = limited('ecr', new ECRClient(config));
    this.kms = limited('kms', new KMSClient(config));
    this.sts = limited('sts', new STSClient(config));
    this.organizations = limited('organizations', new OrganizationsClient(config));
    this.cloudFormation = limited('cloudformation', new CloudFormationClient(config));
    this.inspector = limited('inspector2', new Inspector2Client(config));
    if (region === PUBLIC_REGION) this.ecrPublic = limited('ecr-public', new ECRPUBLICClient(config));
  }
}

/** What all clients have. */
interface Client<I extends object, O extends object> {
  readonly middlewareStack: MiddlewareStack<I, O>;
}

/** Refuses other actions than those that read, names the action in errors, and waits before each attempt. */
function readOnly<I extends object, O extends object>(service: string, region: string, rate: Rate): Pluggable<I, O> {
  return {
    applyToStack: (stack) => {
      stack.add(
        (next, { commandName = '' }) =>
          async (args) => {
            const action = `${service}:${commandName.replace(/Command$/, '')}`;
            if (!SENT.has(action)) throw new Error(`${action} is not in READ_ACTIONS`);
            try {
              return await next(args);
            } catch (error) {
              throw AwsError.of(error, action, region);
            }
          },
        { step: 'initialize', priority: 'high', name: 'readOnly' },
      );
      stack.addRelativeTo(
        (next: FinalizeHandler<I, O>) => async (args: FinalizeHandlerArguments<I>) => {
          await rate.turn();
          return next(args);
        },
        { relation: 'after', toMiddleware: 'retryMiddleware', name: 'rate' },
      );
    },
  };
}
