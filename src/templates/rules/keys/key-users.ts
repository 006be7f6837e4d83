import { ResourceType } from '../../../ecr/resource-type';
import { addTo } from '../../../text/lists';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { keyOf } from '../key-identity';
import { oncePer } from '../once-per';

const users = oncePer((app: TemplateApp) => {
  const found = new Map<TemplateResource, TemplateResource[]>();
  for (const type of [ResourceType.REPOSITORY, ResourceType.CREATION_TEMPLATE]) {
    for (const user of app.resourcesOf(type)) {
      const key = keyOf(user.property('EncryptionConfiguration.KmsKey'), user.stack, app);
      if (!key) continue;
      addTo(found, key, user);
    }
  }
  return found;
});

/** The repositories and creation templates of the app that use a key. */
export function usersOf(key: TemplateResource, app: TemplateApp): readonly TemplateResource[] {
  return users(app).get(key) ?? [];
}
