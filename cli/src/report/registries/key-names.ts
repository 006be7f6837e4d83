import { pathOf } from './source-resource';
import { ResourceType } from '../../../../src/ecr/resource-type';
import type { TemplateApp } from '../../../../src/templates/template-app';
import type { TemplateResource } from '../../../../src/templates/template-resource';
import { isKnownText, readable } from '../../../../src/text/holes';

/** The names of the keys of an app for people: an alias, or else the path of the construct. */
export class KeyNames {
  public static of(app: TemplateApp): KeyNames {
    let names = KeyNames.byApp.get(app);
    if (!names) KeyNames.byApp.set(app, (names = new KeyNames(app)));
    return names;
  }

  private static readonly byApp = new WeakMap<TemplateApp, KeyNames>();

  private readonly aliases = new Map<TemplateResource, string>();

  private constructor(private readonly app: TemplateApp) {
    for (const alias of app.resourcesOf(ResourceType.KEY_ALIAS)) {
      const key = app.resourceOf(alias.property('TargetKeyId'));
      const name = alias.property('AliasName');
      if (key && isKnownText(name) && !this.aliases.has(key)) this.aliases.set(key, name);
    }
  }

  /** The name of a key that a property has: a reference, an ARN, an id or an alias. */
  public nameOf(value: unknown): string {
    const resource = this.app.resourceOf(value);
    if (!resource) return readable(value);
    if (resource.type === ResourceType.KEY_ALIAS) return readable(resource.property('AliasName') ?? value);
    return this.aliases.get(resource) ?? pathOf(resource);
  }
}
