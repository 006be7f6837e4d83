import { pathOf } from './source-resource';
import { ResourceType } from '../../../../src/ecr/resource-type';
import type { TemplateApp } from '../../../../src/templates/template-app';
import type { TemplateResource } from '../../../../src/templates/template-resource';
import { isKnownText, readable } from '../../../../src/text/holes';

/** The names of resources of an app that others refer to, for people: the path of the construct, or the alias of a key. */
export class ReferenceNames {
  public static of(app: TemplateApp): ReferenceNames {
    let names = ReferenceNames.byApp.get(app);
    if (!names) ReferenceNames.byApp.set(app, (names = new ReferenceNames(app)));
    return names;
  }

  private static readonly byApp = new WeakMap<TemplateApp, ReferenceNames>();

  private readonly aliases = new Map<TemplateResource, string>();

  private constructor(private readonly app: TemplateApp) {
    for (const alias of app.resourcesOf(ResourceType.KEY_ALIAS)) {
      const key = app.resourceOf(alias.property('TargetKeyId'));
      const name = alias.property('AliasName');
      if (key && isKnownText(name) && !this.aliases.has(key)) this.aliases.set(key, name);
    }
  }

  /** The name of what a property refers to: a resource of the app, or any other by its ARN or name. */
  public nameOf(value: unknown): string {
    const resource = this.app.resourceOf(value);
    if (!resource) return readable(value);
    if (resource.type === ResourceType.KEY_ALIAS) return readable(resource.property('AliasName') ?? value);
    return this.aliases.get(resource) ?? pathOf(resource);
  }
}
