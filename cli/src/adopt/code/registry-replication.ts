import { literal, objectLiteral } from './literal';
import { refusalsOf } from './refusals';
import { comment, constantOf, idOf } from './registry-code';
import type { RegistryCode } from './registry-code';
import { EcrRule } from '../../../../src/ecr/ecr-rule';
import { mistakesInFilterCount, mistakesInFilters, REPLICATION_FILTERS } from '../../../../src/ecr/mistakes/filters';
import { mistakesInAccount } from '../../../../src/ecr/mistakes/identifiers';
import { mistakesInRegion } from '../../../../src/ecr/mistakes/regions';
import {
  mistakesInDestinationCount,
  mistakesInReplicationRuleCount,
  mistakesInRoute,
} from '../../../../src/ecr/mistakes/replication';
import { isNamespace } from '../../../../src/ecr/namespaces';
import { contradicting, mergeReplicas, templateRule } from '../../../../src/ecr/replication-rules';
import type { Replica } from '../../../../src/ecr/replication-rules';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { isObject } from '../../../../src/text/json';
import type { Json } from '../../../../src/text/json';
import { propertyChanges } from '../../compare/property-changes';
import { isSame } from '../../in-use/reference';
import type { RegistryFile } from '../../snapshot/format';
import { objectsIn } from '../../snapshot/replication-rules';

const TYPE = ResourceType.REPLICATION_CONFIGURATION;
const KIND = 'ReplicationConfiguration';

/** One call of `replicateTo`. */
interface Call {
  readonly account: string;
  readonly region: string;
  readonly prefixes: readonly string[];
  readonly deleteReplication: boolean;
}

/**
 * Writes the replication of the registry.
 *
 * @param declared the registries whose settings or repositories the app declares: `replicateTo` would change those
 */
export function addReplication(code: RegistryCode, declared: readonly RegistryFile[]): void {
  const [properties] = code.settings(TYPE);
  if (properties === undefined) return;
  const calls = callsOf(properties);
  const because = refusal(properties, calls, code.registry, declared);
  if (because !== undefined) {
    return code.rawSingleton({
      type: TYPE,
      id: 'Replication',
      kind: KIND,
      constant: 'replication',
      name: 'the replication',
      properties,
      because,
      later: 'Later: registry.replicateTo.',
    });
  }
  const constants = new Map<string, string>();
  code.statements.push(
    comment(
      '`settings` change nothing here. They are for `destinationTemplates`, which the owner of the destination reads.',
    ),
  );
  for (const call of calls) code.call('replicateTo', destinationCode(call, code, constants), optionsCode(call, code));
  code.own(TYPE, ['Replication'], KIND);
}

function destinationCode({ account, region }: Call, code: RegistryCode, constants: Map<string, string>): string {
  const key = `${account}/${region}`;
  const known = constants.get(key);
  if (known !== undefined) return known;
  const id = code.stackIds.next(idOf(region, account === code.registry.account ? 'Registry' : `Of${account}`));
  const constant = code.source.name(constantOf(id));
  code.statements.push(
    `const ${constant} = ${code.source.use('Registry')}.fromRegistryAttributes(this, ${literal(id)}, ${literal({ account, region })});`,
  );
  constants.set(key, constant);
  return constant;
}

/** The settings are those of replicas that the destination creates. They stand for what its owner has set. */
function optionsCode({ prefixes, deleteReplication }: Call, { source }: RegistryCode): string {
  const settings = objectLiteral([
    ['tagMutability', `${source.use('ImageTagMutability')}.mutable()`],
    ['lifecycle', `${source.use('LifecyclePolicy')}.none()`],
  ]);
  const isRoot = prefixes.length === 0 || !prefixes.every(isNamespace);
  return objectLiteral([
    ...(prefixes.length > 0 ? [['repositoryPrefixes', literal(prefixes)] as const] : []),
    ...(isRoot ? [['rootTemplate', 'true'] as const] : []),
    ...(deleteReplication ? [['deleteReplication', 'true'] as const] : []),
    ['settings', settings],
  ]);
}

/** A call for each destination of each rule. */
function callsOf({ ReplicationConfiguration: configuration }: Json): Call[] {
  return objectsIn(isObject(configuration) ? configuration.Rules : undefined).flatMap((rule) =>
    objectsIn(rule.Destinations).map(({ RegistryId: account, Region: region }) => ({
      account: String(account),
      region: String(region),
      prefixes: objectsIn(rule.RepositoryFilters).map(({ Filter }) => String(Filter)),
      deleteReplication: isObject(rule.DeleteReplication) && rule.DeleteReplication.Enabled === true,
    })),
  );
}

function refusal(
  properties: Json,
  calls: readonly Call[],
  registry: RegistryFile,
  declared: readonly RegistryFile[],
): string | undefined {
  const other = calls.find((call) => declared.some((each) => isSame(each, call)));
  if (other) {
    return (
      `the app also declares the registry of ${other.account} in ${other.region}, to which replicateTo would add ` +
      'templates and statements'
    );
  }
  const replicas = calls.flatMap(({ prefixes, ...call }): Replica[] =>
    (prefixes.length > 0 ? prefixes : ['']).map((prefix) => ({ ...call, prefix })),
  );
  const rules = mergeReplicas(replicas);
  const rendered = { ReplicationConfiguration: { Rules: rules.map(templateRule) } };
  if (propertyChanges(TYPE, properties, rendered).length > 0) return 'replicateTo joins its rules to fewer ones';
  if (replicas.some((replica) => contradicting(replicas, replica) !== undefined)) {
    return 'two rules for the same repositories differ in the replication of deletions';
  }
  const mistakes = [
    ...mistakesInReplicationRuleCount(rules.length),
    ...mistakesInDestinationCount(new Set(calls.map(({ account, region }) => `${account}/${region}`)).size),
    ...rules.flatMap(({ prefixes }) => [...mistakesInFilterCount(REPLICATION_FILTERS, prefixes.length)]),
    ...calls.flatMap(({ prefixes, ...to }) => [
      ...mistakesInAccount(to.account),
      ...mistakesInRegion(EcrRule.REPLICATION_CONFIGURATION, to.region),
      ...mistakesInRoute(registry, to),
      ...(prefixes.length > 0 ? mistakesInFilters(REPLICATION_FILTERS, prefixes) : []),
    ]),
  ];
  const [mistake] = refusalsOf('replication', mistakes);
  return mistake === undefined ? undefined : 'replicateTo refuses one of its rules';
}
