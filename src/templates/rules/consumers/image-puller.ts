import { ResourceType } from '../../../ecr/resource-type';
import { hasHole } from '../../../text/holes';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { isMissing } from '../list-items';

/** What pulls the images of a consumer. */
export interface Puller {
  /** The place of its role. */
  readonly at: string;
  /** The role, if the app declares it. */
  readonly role?: TemplateResource;
  /** The reason why there must be a role, if there is none. */
  readonly lacksRole?: string;
  readonly remedy?: string;
  /** Whether CodeBuild pulls with credentials of its own. */
  readonly isCodeBuild?: boolean;
}

/** The properties with the role that pulls, by types. */
const ROLES: Readonly<Record<string, string>> = {
  [ResourceType.TASK_DEFINITION]: 'ExecutionRoleArn',
  [ResourceType.BUILD_PROJECT]: 'ServiceRole',
  [ResourceType.APP_RUNNER_SERVICE]: 'SourceConfiguration.AuthenticationConfiguration.AccessRoleArn',
  [ResourceType.JOB_DEFINITION]: 'ContainerProperties.ExecutionRoleArn',
};
/** The properties with the platforms of tasks and jobs. */
const PLATFORMS: Readonly<Record<string, string>> = {
  [ResourceType.TASK_DEFINITION]: 'RequiresCompatibilities',
  [ResourceType.JOB_DEFINITION]: 'PlatformCapabilities',
};

/** What pulls the images of a resource, as far as it is known. On instances, their own role pulls, which is not judged. */
export function imagePuller(consumer: TemplateResource, app: TemplateApp): Puller {
  const path = ROLES[consumer.type];
  const at = `Properties/${path.replaceAll('.', '/')}`;
  const credentials = consumer.property('Environment.ImagePullCredentialsType');
  if (consumer.type === ResourceType.BUILD_PROJECT && credentials !== 'SERVICE_ROLE') {
    // It is the default as well.
    return { at, isCodeBuild: !hasHole(credentials) };
  }
  const platforms = PLATFORMS[consumer.type];
  if (platforms !== undefined && !consumer.list(platforms).includes('FARGATE')) return { at };
  const arn = consumer.property(path);
  if (isMissing(arn)) {
    if (consumer.type === ResourceType.BUILD_PROJECT) return { at };
    const name = path.split('.').pop()!;
    return {
      at,
      lacksRole: `${name} is not set, but ${nameOf(consumer)} needs a role to pull images of Amazon ECR`,
      remedy: `set ${name} to a role that may pull the images`,
    };
  }
  const role = app.resourceOf(arn) ?? roleNamed(arn, consumer, app);
  return { at, role: role?.type === ResourceType.IAM_ROLE ? role : undefined };
}

/** The role of the app with the ARN of a name, which is in the account of the consumer. */
function roleNamed(arn: unknown, { stack }: TemplateResource, app: TemplateApp): TemplateResource | undefined {
  if (typeof arn !== 'string' || hasHole(arn) || stack.account === undefined) return undefined;
  return app
    .resourcesOf(ResourceType.IAM_ROLE)
    .find((role) => role.stack.account === stack.account && arn.endsWith(`:role/${String(role.property('RoleName'))}`));
}

function nameOf({ type }: TemplateResource): string {
  return type === ResourceType.APP_RUNNER_SERVICE ? 'App Runner' : 'AWS Fargate';
}
