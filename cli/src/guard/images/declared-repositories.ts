import { ResourceType } from '../../../../src/ecr/resource-type';
import type { TemplateApp } from '../../../../src/templates/template-app';
import type { TemplateResource } from '../../../../src/templates/template-resource';
import { isKnownText } from '../../../../src/text/holes';
import { addTo } from '../../../../src/text/lists';
import { isIn } from '../../in-use/reference';
import type { RegistryId } from '../../in-use/reference';
import type { RepositoryLine } from '../../snapshot/format';

/** The private repositories of templates, by what tells which repository of a registry they are. */
export class DeclaredRepositories {
  private readonly named = new Map<string, TemplateResource[]>();
  /** Those that CloudFormation names, by their stack and logical id. */
  private readonly nameless = new Map<string, TemplateResource[]>();

  public constructor(app: TemplateApp) {
    for (const resource of app.resourcesOf(ResourceType.REPOSITORY)) {
      const name = resource.properties.RepositoryName;
      if (isKnownText(name)) addTo(this.named, name, resource);
      else addTo(this.nameless, keyOf(resource.stack.description.stackName, resource.logicalId), resource);
    }
  }

  /** The resource of a repository: by its name, or by the stack that owns it. */
  public find(line: RepositoryLine, registry: RegistryId): TemplateResource | undefined {
    const { repositoryName, stack } = line;
    const owned = stack ? (this.nameless.get(keyOf(stack.stackName, stack.logicalId)) ?? []) : [];
    return [...(this.named.get(repositoryName) ?? []), ...owned].find((resource) => isIn(resource.stack, registry));
  }
}

function keyOf(stackName: string | undefined, logicalId: string | undefined): string {
  return `${stackName}|${logicalId}`;
}
