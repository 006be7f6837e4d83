import { App, Duration, Validations } from 'aws-cdk-lib';
import {
  EcrChecks,
  ImageTagMutability,
  LifecyclePolicy,
  LifecycleRule,
  RepositoryAccess,
  RepositoryDefaults,
  TagSelection,
} from 'cdk-ecr';
import { ImagesStack } from './images-stack';
import { RecoveryStack } from './recovery-stack';
import { ToolsStack } from './tools-stack';

/** Put in yours. */
const ACCOUNT = '111122223333';

/** The images of a company, and their copies in a second region. */
export class ImagesApp extends App {
  public readonly images: ImagesStack;
  public readonly recovery: RecoveryStack;

  public constructor() {
    super({
      // The baseline: every repository of the app has these settings, unless it says otherwise.
      propertyInjectors: RepositoryDefaults.ofPrivateRepositories({
        tagMutability: ImageTagMutability.immutable(),
        lifecycle: LifecyclePolicy.of(
          LifecycleRule.keep({ description: 'releases', tags: TagSelection.pattern('v*') }),
          LifecycleRule.keepNewest(50, { description: 'builds', tags: TagSelection.prefix('ci-') }),
          LifecycleRule.expireUntagged(Duration.days(14)),
        ),
        access: [RepositoryAccess.pullFromOrganization('o-a1b2c3d4e5')],
        tags: { team: 'platform' },
      }),
    });

    this.recovery = new RecoveryStack(this, 'Recovery', { env: { account: ACCOUNT, region: 'eu-central-1' } });
    this.images = new ImagesStack(this, 'Images', {
      env: { account: ACCOUNT, region: 'eu-west-1' },
      recovery: this.recovery.registry,
    });
    new ToolsStack(this, 'Tools', { env: { account: ACCOUNT, region: 'eu-west-1' } });

    // No lifecycle policy of the app may delete a release, and nobody may forget whose a repository is.
    Validations.of(this).addPlugins(new EcrChecks(this, { protect: ['v*'], requiredTags: ['team'] }));
  }
}
