import { Stack, Token } from 'aws-cdk-lib';
import type { CfnRepositoryCreationTemplate } from 'aws-cdk-lib/aws-ecr';
import * as iam from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import { RepositoryAccess } from '../../access/repository-access';
import type { AppConstructs } from '../../core/app-constructs';
import { textOf } from '../../core/content-text';
import { knownText } from '../../core/template-text';
import { KEY_ARN } from '../../ecr/key-arn';
import { RepositoryEncryption } from '../../repository/repository-encryption';
import type { RepositorySettings } from '../../repository/repository-settings';
import { resolveSettings } from '../../repository/resolved-settings';
import { InvalidInputError } from '../../text/errors';
import { byKey, byText } from '../../text/lists';

const STACK_KEY = RepositoryEncryption.customerManaged();

/** Settings that are there, or that only the complete app knows. */
export type SettingsSource = RepositorySettings | ((constructs: AppConstructs) => RepositorySettings);

/**
 * The settings of a creation template, in a form in which two can be compared.
 *
 * Settings that are known later have the key of the stack: encryption is the one property whose resources must exist
 * before.
 */
export class TemplateSettings {
  public readonly encryption?: CfnRepositoryCreationTemplate.EncryptionConfigurationProperty;
  /** Whether only the complete app knows them. */
  public readonly deferred: boolean;
  /** The last settings that were made of an app. */
  private last?: { readonly constructs: AppConstructs; readonly settings: Required<RepositorySettings> };

  public constructor(
    private readonly scope: IConstruct,
    private readonly source: SettingsSource,
  ) {
    this.deferred = typeof source === 'function';
    const encryption = typeof source === 'function' ? STACK_KEY : resolveSettings(source).encryption;
    this.encryption = encryption._render(scope);
    const key = this.encryption?.kmsKey;
    if (key !== undefined) checkKey(scope, key);
  }

  /** All settings, with their defaults; the constructs of the app are asked for only if the settings need them. */
  public resolve(constructsOf: () => AppConstructs): Required<RepositorySettings> {
    const { source } = this;
    if (typeof source !== 'function') return resolveSettings(source);
    const constructs = constructsOf();
    if (this.last?.constructs !== constructs) {
      this.last = { constructs, settings: resolveSettings({ ...source(constructs), encryption: STACK_KEY }) };
    }
    return this.last.settings;
  }

  /** Names of the properties that are not equal. */
  public differencesFrom(other: TemplateSettings, constructsOf: () => AppConstructs): string[] {
    const encryption = [this, other].map((settings) => textOf(this.scope, settings.encryption ?? ''));
    return [
      ...(encryption[0] === encryption[1] ? [] : ['encryption']),
      ...differencesBetween(this.scope, this.resolve(constructsOf), other.resolve(constructsOf)),
    ];
  }
}

/** Names of the properties, encryption aside, in which two settings differ. */
export function differencesBetween(
  scope: IConstruct,
  one: Required<RepositorySettings>,
  other: Required<RepositorySettings>,
): string[] {
  const [texts, others] = [one, other].map((settings) => ({
    tagMutability: textOf(scope, mutabilityOf(settings)),
    lifecycle: settings.lifecycle.toJson(),
    access: textOf(
      scope,
      RepositoryAccess._statements(settings.access).map((statement) => statement.toStatementJson()),
    ),
    tags: textOf(scope, Object.entries(settings.tags).sort(byKey)),
  }));
  return (Object.keys(texts) as (keyof typeof texts)[]).filter((property) => texts[property] !== others[property]);
}

/** The mutability of tags, in one order, because equal settings may list the filters in another. */
export function mutabilityOf({ tagMutability }: Required<RepositorySettings>) {
  const { imageTagMutability, imageTagMutabilityExclusionFilters: filters } = tagMutability._render();
  return {
    imageTagMutability,
    imageTagMutabilityExclusionFilters:
      filters &&
      [...filters].sort((one, other) =>
        byText(one.imageTagMutabilityExclusionFilterValue, other.imageTagMutabilityExclusionFilterValue),
      ),
  };
}

/** The text of a repository policy, which a template takes as a string. */
export function policyText(scope: IConstruct, access: RepositoryAccess[]): string | undefined {
  const statements = RepositoryAccess._statements(access);
  if (statements.length === 0) return undefined;
  return Stack.of(scope).toJsonString(new iam.PolicyDocument({ statements }));
}

function checkKey(scope: IConstruct, arn: string): void {
  const text = knownText(scope, arn);
  const fits = Token.isUnresolved(arn) ? !text.includes(':alias/') : KEY_ARN.test(text);
  if (fits) return;
  throw new InvalidInputError({
    scope,
    owner: 'Registry',
    property: 'encryption of a creation template',
    found: text,
    must: 'name its key by the full ARN of the key, not by an alias or id',
    remedy: 'import the key with kms.Key.fromKeyArn',
  });
}
