import { EcrRule } from '../../../ecr/ecr-rule';
import { Relation } from '../../../ecr/environments';
import type { Mistake } from '../../../ecr/mistakes/mistake';
import { mistakesInHost, mistakesInPublicRepositoryName, mistakesInRepositoryName } from '../../../ecr/mistakes/names';
import { ResourceType } from '../../../ecr/resource-type';
import { hasHole, readable } from '../../../text/holes';
import { addTo } from '../../../text/lists';
import type { CheckContext, Problem, Rule, UnknownNames } from '../../rule';
import type { TemplateApp } from '../../template-app';
import type { TemplateResource } from '../../template-resource';
import { mistakesAroundHoles } from '../around-holes';
import { companionOf } from '../coexistence';
import { known } from '../list-items';
import { problemsOf } from '../mistake-problems';
import { oncePer } from '../once-per';

const AT = 'Properties/RepositoryName';

/** Names of repositories that start with a host. */
export const HOST_NAMES: UnknownNames = {
  types: [ResourceType.REPOSITORY],
  *check(repository) {
    const mistakes = mistakesInHost(known(repository.property('RepositoryName')));
    yield* problemsOf(EcrRule.UNKNOWN_NAME, AT, 'RepositoryName', mistakes);
  },
};

export const REPOSITORY_NAME: Rule = {
  id: EcrRule.REPOSITORY_NAME,
  types: [ResourceType.REPOSITORY, ResourceType.PUBLIC_REPOSITORY],
  check: checkName,
};

/** The repositories of an app by their type and name. */
const byName = oncePer((app: TemplateApp) => {
  const all = [...app.resourcesOf(ResourceType.REPOSITORY), ...app.resourcesOf(ResourceType.PUBLIC_REPOSITORY)];
  const groups = new Map<string, TemplateResource[]>();
  for (const repository of all) {
    const key = keyOf(repository);
    addTo(groups, key, repository);
  }
  return groups;
});

function* checkName(repository: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const value = repository.property('RepositoryName');
  if (value === undefined) return;
  if (hasHole(value)) {
    const flaws =
      typeof value === 'string' ? [...mistakesAroundHoles(value, (name) => mistakesIn(repository, name))] : [];
    yield* problemsOf(EcrRule.REPOSITORY_NAME, AT, 'RepositoryName', flaws);
    if (flaws.length === 0) yield { at: AT, text: 'RepositoryName is known at deployment', unresolved: true };
    return;
  }
  yield* problemsOf(EcrRule.REPOSITORY_NAME, AT, 'RepositoryName', mistakesIn(repository, known(value) ?? value));
  yield* takenName(repository, app);
}

function mistakesIn({ type, stack }: TemplateResource, name: unknown): Iterable<Mistake> {
  return type === ResourceType.PUBLIC_REPOSITORY
    ? mistakesInPublicRepositoryName(name)
    : mistakesInRepositoryName(name, stack.region);
}

/** A name is unique in an account and region. The first repository has it, and all others are findings. */
function* takenName(repository: TemplateResource, app: TemplateApp): Iterable<Problem> {
  const all = byName(app).get(keyOf(repository)) ?? [];
  const earlier = all
    .slice(0, all.indexOf(repository))
    .filter((other) => other.stack.relationTo(repository.stack) === Relation.SAME);
  const companion = companionOf(repository, earlier);
  if (!companion) return;
  const { resource: first, isCertain } = companion;
  const text = `${first.constructPath} has the name ${readable(repository.property('RepositoryName'))} as well`;
  // Stacks without an environment may be deployed to different ones.
  const isSure = first.stack === repository.stack || repository.stack.account !== undefined;
  if (!isSure || !isCertain) {
    return yield { at: AT, text: `${text}, perhaps in the same account and region`, unresolved: true };
  }
  yield { at: AT, text: `${text}, in the same account and region`, remedy: 'give each repository a name of its own' };
}

function keyOf(repository: TemplateResource): string {
  const name = known(repository.property('RepositoryName'));
  return `${repository.type}/${name ?? `${repository.stack.path}/${repository.logicalId}`}`;
}
