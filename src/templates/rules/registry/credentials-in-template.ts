import { CREDENTIALS_PREFIX } from '../../../ecr/cache-credentials';
import { EcrRule } from '../../../ecr/ecr-rule';
import { clearTextIn } from '../../../ecr/mistakes/clear-text';
import { ResourceType } from '../../../ecr/resource-type';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';

export const CREDENTIALS_IN_TEMPLATE: Rule = {
  id: EcrRule.CREDENTIALS_IN_TEMPLATE,
  types: [ResourceType.SECRET],
  check: checkSecret,
};

/** The properties with the value of a secret. The template of a generated one has what is not generated. */
const VALUES = ['SecretString', 'GenerateSecretString.SecretStringTemplate'];

function* checkSecret(secret: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  if (!isOfCache(secret, app)) return;
  for (const property of VALUES) {
    for (const name of clearTextIn(secret.property(property))) {
      const what = name === undefined ? 'the credentials' : `the ${name} of the credentials`;
      yield {
        at: `Properties/${property.replace('.', '/')}`,
        text: `the template has ${what} of a pull-through cache in clear text`,
      };
    }
  }
}

/** Whether a secret is for a cache, by its name or because a cache of the app uses it. */
function isOfCache(secret: TemplateResource, app: TemplateApp): boolean {
  if (String(secret.property('Name')).startsWith(CREDENTIALS_PREFIX)) return true;
  return app
    .resourcesOf(ResourceType.PULL_THROUGH_CACHE_RULE)
    .some((cache) => app.resourceOf(cache.property('CredentialArn')) === secret);
}
