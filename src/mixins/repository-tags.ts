import type * as ecr from 'aws-cdk-lib/aws-ecr';
import { MixinStrategy } from './mixin-strategy';
import type { RepositoryMixinOptions } from './mixin-strategy';
import { isBlocked, redeclare } from './private/mixin-owner';
import { checkMixinOptions, RepositoryMixin } from './private/repository-mixin';
import { ConstructLedger } from '../core/app-ledger';
import { declaringConstruct } from '../core/l1-of';
import { checkSettings } from '../repository/check-settings';
import { declaredSettings } from '../repository/declared-settings';
import { setTags, tagErrors } from '../repository/repository-tags';

const API = 'RepositoryTags';
/** Above those of `Tags.of(…).add` (100) and `remove` (200). */
const OVERRIDING_PRIORITY = 1_000;

const CHECKED = new ConstructLedger<ecr.CfnRepository, boolean>();

/**
 * Adds AWS tags to repositories, and to no other resource in their scope.
 *
 * The strategy decides for each tag key separately. By default, the owner's value of a key stays, including a value
 * that `Tags.of` applies to the scope of the repository. With `MixinStrategy.OVERRIDE`, the mixin's value replaces it.
 * Tags of the owner with other keys always stay. The mixin changes only repositories that exist when you apply it.
 *
 * @example
 * import { Mixins } from 'aws-cdk-lib';
 * import { mixins } from 'cdk-ecr';
 *
 * Mixins.of(this).apply(new mixins.RepositoryTags({ 'data-classification': 'internal' }));
 *
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-using-tags.html
 */
export class RepositoryTags extends RepositoryMixin {
  private readonly tags: Record<string, string>;
  private readonly strategy?: MixinStrategy;

  /**
   * @param tags at most 50, keys of 1 to 127 characters, values of 1 to 255
   */
  public constructor(tags: { [key: string]: string }, options: RepositoryMixinOptions = {}) {
    super();
    checkSettings({ api: API }, { tags }, ['tags']);
    checkMixinOptions(API, options);
    this.tags = { ...tags };
    this.strategy = options.strategy;
  }

  /** @internal */
  public _apply(resource: ecr.CfnRepository): void {
    const wanted = Object.entries(this.tags);
    if (wanted.length === 0 || isBlocked(resource, 'Tags')) return;
    const override = this.strategy === MixinStrategy.OVERRIDE;
    const owners = override ? {} : resource.tags.tagValues();
    const tags = Object.fromEntries(wanted.filter(([key]) => !(key in owners)));
    const scope = declaringConstruct(resource);
    setTags(scope, API, resource.tags, tags);
    if (override) wanted.forEach(([key, value]) => resource.tags.setTag(key, value, OVERRIDING_PRIORITY));
    redeclare(resource, { tags: { ...declaredSettings(resource)?.tags, ...tags } });
    checkAtSynthesis(resource);
  }
}

function checkAtSynthesis(resource: ecr.CfnRepository): void {
  // A repository of this library checks its tags itself.
  if (CHECKED.get(resource) || declaredSettings(resource)) return;
  CHECKED.set(resource, true);
  resource.node.addValidation({ validate: () => tagErrors(declaringConstruct(resource), API, resource.tags) });
}
