import { REGIONS } from './regions';
import { editDistance } from '../text/nearest';

/** A resource whose policy names services. */
export type PolicyResource = 'repository' | 'topic' | 'key' | 'queue' | 'log';

/** A service of AWS that acts in its own name. */
export interface AwsService {
  /** Name of its service principal. */
  readonly principal: string;
  /**
   * Condition keys that the service sends with its requests, by the resource that it accesses. A condition on another key
   * refuses the service silently. The keys for a missing resource are undocumented.
   */
  readonly sends: Readonly<Partial<Record<PolicyResource, readonly string[]>>>;
  /** The resources whose ARN it sends as `aws:SourceArn` to a repository: the service and the start of the name. */
  readonly source?: { readonly service: string; readonly name: string; readonly ofOwnRegion?: boolean };
}

/** Pulls the image of a function, also weeks after the deployment. Without a condition, any function may pull. */
export const LAMBDA: AwsService = {
  principal: 'lambda.amazonaws.com',
  sends: { repository: ['aws:SourceArn'] },
  source: { service: 'lambda', name: 'function:', ofOwnRegion: true },
};

/** Pulls the image of a project's environment. */
export const CODEBUILD: AwsService = {
  principal: 'codebuild.amazonaws.com',
  sends: { repository: ['aws:SourceArn', 'aws:SourceAccount'] },
  source: { service: 'codebuild', name: 'project/' },
};

/** Amazon ECR when it replicates and creates repositories. */
export const ECR: AwsService = { principal: 'ecr.amazonaws.com', sends: { repository: [] } };

/** Amazon ECR when it imports images into a pull-through cache. */
export const PULL_THROUGH_CACHE: AwsService = {
  principal: 'pullthroughcache.ecr.amazonaws.com',
  sends: { repository: [] },
};

/** Delivers events. It sends the ARN of its rule to a queue and a log group, and nothing to a topic and its key. */
export const EVENTBRIDGE: AwsService = {
  principal: 'events.amazonaws.com',
  sends: { topic: [], key: [], queue: ['aws:SourceArn'], log: ['aws:SourceArn'] },
};

/** Writes the events of a rule to a log group. */
export const LOG_DELIVERY: AwsService = { principal: 'delivery.logs.amazonaws.com', sends: { log: ['aws:SourceArn'] } };

/** Publishes alarms. */
export const CLOUDWATCH: AwsService = {
  principal: 'cloudwatch.amazonaws.com',
  sends: { topic: ['aws:SourceAccount', 'aws:SourceArn'], key: ['aws:SourceAccount', 'aws:SourceArn'] },
};

/** Scans images. */
export const INSPECTOR: AwsService = { principal: 'inspector2.amazonaws.com', sends: {} };

/** The principal of a service in a region or in China. */
const OF_REGION = new RegExp(`^(.+?)(\\.(${REGIONS.join('|')}))?(\\.amazonaws\\.com)(\\.cn)?$`);

const SERVICES = [LAMBDA, CODEBUILD, ECR, PULL_THROUGH_CACHE, EVENTBRIDGE, LOG_DELIVERY, CLOUDWATCH, INSPECTOR];

/** Services that run images with a role of yours, and never call Amazon ECR in their own name. */
const NEVER_CALL_ECR = [
  'ecs-tasks',
  'ecs',
  'ec2',
  'eks',
  'build.apprunner',
  'tasks.apprunner',
  'batch',
  'codepipeline',
];

/** Whether a service never calls Amazon ECR in its own name, so that a statement for it has no effect. */
export function neverCallsEcr(principal: string): boolean {
  return NEVER_CALL_ECR.some((name) => globalName(principal) === `${name}.amazonaws.com`);
}

/** The service with a principal, also in the form of a region, such as `lambda.eu-west-1.amazonaws.com`. */
export function serviceOf(principal: string): AwsService | undefined {
  return SERVICES.find((service) => service.principal === globalName(principal));
}

/** The services that read images in their own name. */
const READERS = [LAMBDA, CODEBUILD, PULL_THROUGH_CACHE].map(({ principal }) => principal);

/** The service that reads images and is meant by a name with one other letter, or with another domain. */
export function meantService(principal: string): string | undefined {
  const name = globalName(principal);
  if (READERS.includes(name)) return undefined;
  const isOfAws = name.endsWith('.amazonaws.com');
  return READERS.find((reader) =>
    isOfAws ? editDistance(name, reader) === 1 : name.split('.')[0] === reader.split('.')[0],
  );
}

/** The condition keys that a service sends to a kind of resource; `undefined` if that is undocumented. */
export function keysSentBy(principal: string, resource: PolicyResource): readonly string[] | undefined {
  return serviceOf(principal)?.sends[resource];
}

function globalName(principal: string): string {
  return principal.toLowerCase().replace(OF_REGION, '$1$4');
}

/** Encrypts log groups. The principal of Amazon CloudWatch Logs contains the region. */
export function logsService(region: string): AwsService {
  return { principal: `logs.${region}.amazonaws.com`, sends: { key: ['kms:EncryptionContext:aws:logs:arn'] } };
}
