import { Lazy } from 'aws-cdk-lib';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import { Contributions } from '../contributions';
import { warnOfExpiringSignatures } from './signature-expiry';
import { recordSigningRules } from '../../access/push-ledger';
import { profileArnFor, profileKey } from '../../access/signing-profile';
import { review } from '../../core/review';
import { mistakesInFilterCount, SIGNING_FILTERS } from '../../ecr/mistakes/filters';
import { mistakesInSigningRuleCount } from '../../ecr/mistakes/signing';
import { canonicalFilters, FilterType } from '../../ecr/name-filter';
import type { SigningRule } from '../../facades/signing-rule';
import { checkList, InvalidInputError } from '../../text/errors';
import { checkHas, checkProperties } from '../../text/kinds';
import type { RegistryCore } from '../registry-core';
import { settingId } from '../setting-id';

const API = 'Registry.addSigningRule';

/** The signing configuration of a registry: one rule for each profile. */
export class SigningConfiguration {
  private readonly contributions: Contributions<SigningRule>;
  private resource?: ecr.CfnSigningConfiguration;

  public constructor(private readonly registry: RegistryCore) {
    this.contributions = new Contributions(registry._period, ({ profile, repositoryFilters }) =>
      [profileKey(profile), ...canonicalFilters(repositoryFilters ?? [])].join('\n'),
    );
  }

  /** All rules in canonical order, those of one profile as one. */
  public get rules(): SigningRule[] {
    const byProfile = new Map<string, SigningRule>();
    for (const rule of this.contributions.sorted) {
      const key = profileKey(rule.profile);
      byProfile.set(key, merged(byProfile.get(key) ?? rule, rule));
    }
    return [...byProfile.values()];
  }

  public add(rule: SigningRule): void {
    checkRule(this.registry, rule);
    recordSigningRules(this.registry, [rule]);
    this.contributions.add(rule, `signing with ${rule.profile.node.path}`);
    this.checkLimits();
    this.arnOf(rule);
    this.resource ??= this.create();
  }

  private create(): ecr.CfnSigningConfiguration {
    const resource = new ecr.CfnSigningConfiguration(this.registry, 'Signing', {
      rules: Lazy.any({ produce: () => this.rules.map((rule) => this.render(rule)) }),
    });
    this.registry._own(resource, {
      logicalId: settingId('SigningConfiguration'),
      alwaysRetained: true,
    });
    this.registry.node.addValidation({ validate: () => warnOfExpiringSignatures(this.registry, this.rules) });
    return resource;
  }

  private render(rule: SigningRule): ecr.CfnSigningConfiguration.RuleProperty {
    return {
      signingProfileArn: this.arnOf(rule),
      repositoryFilters: rule.repositoryFilters?.map((filter) => ({ filter, filterType: FilterType.SIGNING })),
    };
  }

  private arnOf({ profile }: SigningRule): string {
    const arn = profileArnFor(profile, this.registry);
    if (arn !== undefined) return arn;
    throw new InvalidInputError({
      scope: this.registry,
      api: API,
      property: 'profile',
      found: profile.node.path,
      must: 'have a name and an environment known at synthesis, because it is in another environment or stage',
      remedy: 'give the profile a `signingProfileName` and its stack an `env`',
    });
  }

  private checkLimits(): void {
    const { rules } = this;
    review(this.registry, { api: API, property: 'rules' }, mistakesInSigningRuleCount(rules.length));
    for (const { profile, repositoryFilters = [] } of rules) {
      const place = { api: API, property: `repositoryFilters of ${profile.node.path}` };
      review(this.registry, place, mistakesInFilterCount(SIGNING_FILTERS, repositoryFilters.length));
    }
  }
}

/** Throws unless a rule is of the right kinds. */
function checkRule(scope: RegistryCore, rule: SigningRule): void {
  const place = { scope, api: API };
  checkProperties({ ...place, property: 'rule' }, rule, 'write { profile: … }');
  const { profile, repositoryFilters } = rule;
  checkHas(
    { ...place, property: 'profile' },
    profile,
    'signingProfileRef',
    'be a signing profile',
    'use ImageSigningProfile',
  );
  if (repositoryFilters !== undefined) checkList({ ...place, property: 'repositoryFilters' }, repositoryFilters);
}

function merged(one: SigningRule, other: SigningRule): SigningRule {
  if (!one.repositoryFilters || !other.repositoryFilters) return { profile: one.profile };
  return {
    profile: one.profile,
    repositoryFilters: canonicalFilters([...one.repositoryFilters, ...other.repositoryFilters]),
  };
}
