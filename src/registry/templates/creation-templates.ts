import { Construct } from 'constructs';
import type { CreateOnPushOptions } from './create-on-push';
import { CreationTemplate } from './creation-template';
import type { TemplateRequest } from './template-request';
import { TemplateSettings } from './template-settings';
import { AppConstructs } from '../../core/app-constructs';
import { warn } from '../../core/warn';
import { EcrRule } from '../../ecr/ecr-rule';
import { mistakesInLatePrefix, mistakesInTemplatePrefix } from '../../ecr/mistakes/prefixes';
import { refuse } from '../../ecr/mistakes/refuse';
import { normalise, ROOT } from '../../ecr/namespaces';
import { checkSettings } from '../../repository/check-settings';
import type { InvalidInput } from '../../text/errors';
import { describe, InvalidInputError } from '../../text/errors';
import { checkProperties } from '../../text/kinds';
import type { RegistryCore, TemplateContributions } from '../registry-core';

interface Entry {
  readonly template: CreationTemplate;
  readonly settings: TemplateSettings;
  /** Who asked first. */
  readonly contributor: string;
}

const API = 'Registry';

/** The creation templates of a registry: one for each prefix, which several features may share. */
export class CreationTemplates implements TemplateContributions {
  private readonly entries = new Map<string, Entry>();
  private scope?: Construct;

  public constructor(private readonly registry: RegistryCore) {}

  /**
   * The template of a prefix, applied for what the request says.
   *
   * @throws if another feature has asked for the prefix with different settings
   */
  public require({ prefix, appliedFor, settings, contributor }: TemplateRequest): CreationTemplate {
    const { registry } = this;
    registry._period.check(`creation template ${prefix} for ${contributor}`);
    refuse({ scope: registry, api: API, property: `prefix for ${contributor}` }, [
      ...mistakesInLatePrefix(prefix),
      ...mistakesInTemplatePrefix(prefix, registry.env.region),
    ]);
    const entry = this.entryOf({ prefix: normalise(prefix), appliedFor, settings, contributor });
    entry.template.applyFor(appliedFor);
    return entry.template;
  }

  public addCreateOnPush(id: string, options: CreateOnPushOptions): void {
    const place = { scope: this.registry, api: 'Registry.addCreateOnPush' };
    checkProperties({ ...place, property: 'options' }, options, 'write { prefix: "team/" }');
    const { prefix, settings = {} } = options;
    checkSettings({ ...place, at: 'settings' }, settings);
    const contributor = `create-on-push ${id}`;
    this.require({ prefix, appliedFor: 'CREATE_ON_PUSH', settings, contributor });
    if (prefix === ROOT) this.registry.node.addValidation({ validate: () => this.reviewRoot(contributor) });
  }

  private entryOf({ prefix, settings: asked, contributor }: TemplateRequest): Entry {
    const { registry } = this;
    const settings = new TemplateSettings(registry, asked);
    const known = this.entries.get(prefix);
    if (known) {
      const check = () => this.differences(known, settings, { prefix, contributor });
      if (known.settings.deferred || settings.deferred) {
        registry.node.addValidation({ validate: () => check().map(describe) });
      } else {
        for (const input of check()) throw new InvalidInputError(input);
      }
      return known;
    }
    this.scope ??= new Construct(registry, 'Templates');
    // No prefix has a colon, so that no two become one id.
    const id = prefix.replace(/\//g, ':');
    const entry = {
      template: new CreationTemplate(this.scope, id, { registry, prefix, settings }),
      settings,
      contributor,
    };
    this.entries.set(prefix, entry);
    return entry;
  }

  private differences(
    known: Entry,
    settings: TemplateSettings,
    { prefix, contributor }: { prefix: string; contributor: string },
  ): InvalidInput[] {
    const differences = known.settings.differencesFrom(settings, () => AppConstructs.validating(this.registry));
    if (differences.length === 0) return [];
    return [
      {
        scope: this.registry,
        api: API,
        property: `prefix for ${contributor}`,
        found: prefix,
        must: `have the settings that ${known.contributor} gives it, but ${differences.join(', ')} differ`,
        remedy: 'give both the same settings, or one of them another prefix',
      },
    ];
  }

  private reviewRoot(contributor: string): string[] {
    if (!this.registry._policy.limitsCreation) {
      warn(
        this.registry,
        EcrRule.ROOT_CREATE_ON_PUSH,
        `${contributor}: a principal that may create repositories creates one of any name with a push; limit in the ` +
          `registry's policy who may, or give a prefix`,
      );
    }
    return [];
  }
}
