import { EcrRule } from '../../../ecr/ecr-rule';
import { Relation } from '../../../ecr/environments';
import { RegistryScanType } from '../../../ecr/registry-scan-type';
import { ResourceType } from '../../../ecr/resource-type';
import { matchesEveryName, matchesScanFilter } from '../../../ecr/scan-filter';
import { hasHole, isKnownText, readable } from '../../../text/holes';
import type { CheckContext, Problem, Rule } from '../../rule';
import type { TemplateResource } from '../../template-resource';
import { known, membersOf } from '../list-items';
import { spelling } from '../spelling';

export const REPOSITORY_SCANNING: Rule = {
  id: EcrRule.REPOSITORY_SCANNING,
  types: [ResourceType.REPOSITORY],
  check: checkScanning,
};

const AT = 'Properties/ImageScanningConfiguration';

function* checkScanning(repository: TemplateResource, { app }: CheckContext): Iterable<Problem> {
  const scanOnPush = repository.property('ImageScanningConfiguration.ScanOnPush');
  const type = ResourceType.SCANNING_CONFIGURATION;
  const configurations = app.sameEnvironment(repository, type);
  if (configurations.length > 0) {
    // One configuration that scans is enough. Another rule reports two configurations in a registry.
    const problems = configurations.map((configuration) => problemUnder(configuration, repository, scanOnPush));
    if (problems.every((problem) => problem !== undefined)) {
      yield problems.find(({ unresolved }) => unresolved) ?? problems[0];
    }
    return;
  }
  if (known(scanOnPush) === 'true') return;
  if (hasHole(scanOnPush)) return yield { at: AT, text: 'ScanOnPush is known at deployment', unresolved: true };
  if (app.sameEnvironment(repository, type, Relation.UNRESOLVED).length > 0) {
    return yield {
      at: AT,
      text: 'a registry of the app may scan it, in an environment not known yet',
      unresolved: true,
    };
  }
  const found = known(scanOnPush)?.toLowerCase() === 'true' ? `${readable(scanOnPush)} and not true` : 'not true';
  yield {
    at: AT,
    text: `ScanOnPush is ${found}, and the app has no scanning configuration for the registry`,
    ...spelling(['true'], scanOnPush),
  };
}

/** The problem of a repository with scanning of its registry. Enhanced scanning ignores the setting of the repository. */
function problemUnder(
  configuration: TemplateResource,
  repository: TemplateResource,
  scanOnPush: unknown,
): Problem | undefined {
  const type = configuration.property('ScanType');
  if (type !== RegistryScanType.ENHANCED && !hasHole(type)) {
    if (known(scanOnPush) === 'true') return undefined;
    if (hasHole(scanOnPush)) return { at: AT, text: 'ScanOnPush is known at deployment', unresolved: true };
  }
  const problem = filterProblem(repository, configuration);
  if (problem && hasHole(type) && (known(scanOnPush) === 'true' || hasHole(scanOnPush))) {
    return { at: AT, text: 'whether ScanOnPush counts depends on a type of scanning not known yet', unresolved: true };
  }
  return problem;
}

/** The problem of a repository that no filter matches. Another rule reports a wrong frequency. */
function filterProblem(repository: TemplateResource, configuration: TemplateResource): Problem | undefined {
  const rules = membersOf(configuration.property('Rules'), '');
  const lists = rules.all.map(({ json }) => membersOf(json.RepositoryFilters, ''));
  const filters = lists.flatMap(({ all }) => all.map(({ json }) => json.Filter));
  const unresolved = rules.unresolved || lists.some((list) => list.unresolved) || filters.some(hasHole);
  const name = repository.property('RepositoryName');
  const texts = filters.filter(isKnownText);
  const matches = (filter: string) =>
    matchesEveryName(filter) || (isKnownText(name) && matchesScanFilter(filter, name));
  if (texts.some(matches)) return undefined;
  if (unresolved || (texts.length > 0 && !isKnownText(name))) {
    return { at: AT, text: 'whether a filter matches depends on a name or filter not known yet', unresolved: true };
  }
  const found =
    texts.length === 0 ? 'has no filters' : `has only the filters ${texts.join(', ')}, which do not match it`;
  return { at: AT, text: `the scanning of the registry (${configuration.constructPath}) ${found}` };
}
