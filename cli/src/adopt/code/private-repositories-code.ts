import { acknowledgeRules } from './acknowledgements';
import { listLiteral, literal, objectLiteral } from './literal';
import { camelCase, commonNamespace, constructIds, idAsWritten, rawIds } from './naming';
import { writeRawRepository } from './raw-repository-code';
import { refusalsOf } from './refusals';
import type { RepositoriesCode } from './repositories-code';
import { settingsCode } from './settings-code';
import { settingsName, settingsWords } from './settings-words';
import { withConstants } from './shared-expressions';
import type { StackSource } from './stack-source';
import { declaredTags, tagRemarks } from './tags-code';
import { mistakesInRepositoryName } from '../../../../src/ecr/mistakes/names';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { addTo, byText, number } from '../../../../src/text/lists';
import type { RepositoryLine } from '../../snapshot/format';
import type { GeneratedResource } from '../generated-code';

type Properties = readonly (readonly [string, string])[];
type Tags = readonly (readonly [string, string])[];

/** A repository with the code of its settings. */
interface Declared {
  readonly repository: RepositoryLine;
  readonly id: string;
  /** Without tags. */
  readonly settings: Properties;
  readonly tags: Tags;
}

/** Repositories with the same settings. The access may differ. */
interface Group {
  readonly settings: Properties;
  readonly units: readonly Unit[];
}

/** Repositories of a group with the same access. */
interface Unit {
  readonly members: readonly Declared[];
  /** The access, where that of the group differs. */
  readonly access: Properties;
}

/**
 * Writes private repositories, grouped by the settings that they share.
 *
 * @param refusalOf the reason why the app changes a repository that is declared with the library
 */
export function privateRepositoriesCode(
  repositories: readonly RepositoryLine[],
  source: StackSource,
  refusalOf: (repository: RepositoryLine) => string | undefined = () => undefined,
): RepositoriesCode {
  const ids = constructIds(repositories.map(({ repositoryName }) => repositoryName));
  const declared: Declared[] = [];
  const raw: { readonly repository: RepositoryLine; readonly reason: string }[] = [];
  const remarks: string[] = [];
  for (const repository of repositories) {
    const { repositoryName: name, tags, scanOnPush = false } = repository;
    remarks.push(...tagRemarks(tags).map((remark) => `${name}: ${remark}.`));
    const ofApp = refusalOf(repository);
    const { properties, reason } =
      ofApp === undefined ? settingsOf(repository, source) : { properties: [], reason: ofApp };
    if (reason !== undefined) {
      raw.push({ repository, reason });
    } else {
      const settings: Properties = [...properties, ...(scanOnPush ? [] : [['scanOnPush', 'false'] as const])];
      declared.push({ repository, id: ids.get(name)!, settings, tags: declaredTags(tags) });
    }
  }
  for (const group of groupsOf(declared, source)) writeGroup(group, source);
  const idsOfRaw = rawIds(raw.map(({ repository }) => repository.repositoryName));
  for (const { repository, reason } of raw) {
    const { repositoryName: name } = repository;
    remarks.push(`${name}: it is declared with ecr.CfnRepository, because ${reason}.`);
    writeRawRepository(repository, idsOfRaw.get(name)!, reason, source);
  }
  acknowledgeRules(
    declared.map(({ repository }) => repository),
    source,
  );
  const resources = [
    ...declared.map(({ repository, id }) => resourceOf(repository, [id, 'Resource'])),
    ...raw.map(({ repository }) => resourceOf(repository, [idsOfRaw.get(repository.repositoryName)!])),
  ];
  return { resources, remarks };
}

/** The code of all settings but the tags; or the reason why the library cannot declare a repository as it is. */
function settingsOf(
  repository: RepositoryLine,
  source: StackSource,
): { readonly properties: Properties; readonly reason?: string } {
  // Before the settings, which import what they use.
  const [reason] = refusalsOf('repositoryName', mistakesInRepositoryName(repository.repositoryName, source.region));
  if (reason !== undefined) return { properties: [], reason };
  const { properties, refused } = settingsCode({ ...repository, tags: undefined }, source);
  return { properties, reason: refused.at(0) };
}

function resourceOf({ repositoryName }: RepositoryLine, path: readonly string[]): GeneratedResource {
  return { type: ResourceType.REPOSITORY, path, identifier: { RepositoryName: repositoryName } };
}

/** Groups by settings, the largest first. */
function groupsOf(declared: readonly Declared[], source: StackSource): Group[] {
  const groups = grouped(declared, ({ settings }) => settings.filter((each) => !isAccess(each))).map((members) => {
    const units = grouped(members, ({ settings }) => settings.filter(isAccess));
    const [{ settings }] = members;
    const isOne = units.length === 1;
    return {
      settings: isOne ? settings : settings.filter((each) => !isAccess(each)),
      units: units.map((each) => ({ members: each, access: isOne ? [] : each[0].settings.filter(isAccess) })),
    };
  });
  const all = groups.flatMap(({ settings, units }) => [settings, ...units.map(({ access }) => access)]);
  const withNames = withConstants(all, source)[Symbol.iterator]();
  const next = (): Properties => withNames.next().value as Properties;
  return groups.map(({ units }) => ({
    settings: next(),
    units: units.map(({ members }) => ({ members, access: next() })),
  }));
}

function isAccess([property]: readonly [string, string]): boolean {
  return property === 'access';
}

/** Lists of what has the same properties, the longest first. */
function grouped(declared: readonly Declared[], propertiesOf: (each: Declared) => Properties): Declared[][] {
  const byProperties = new Map<string, Declared[]>();
  for (const each of declared) addTo(byProperties, JSON.stringify(propertiesOf(each)), each);
  return [...byProperties.values()].sort(
    (one, other) => other.length - one.length || byText(nameOf(one[0]), nameOf(other[0])),
  );
}

function nameOf({ repository }: Declared): string {
  return repository.repositoryName;
}

function writeGroup({ settings, units }: Group, source: StackSource): void {
  const members = units.flatMap((unit) => unit.members);
  const [first] = members;
  source.blankLine();
  if (members.length === 1) {
    return source.add(construct([...settings, ...tagsProperty(first.tags)], first, source));
  }
  const name = source.name(`${groupName(members)}Settings`);
  const common = commonTags(members);
  const words = settingsWords(first.repository, units.length > 1);
  source.add(`/** ${number(members.length)} repositories ${words}. */`);
  const type = source.useType('PrivateRepositoryProps');
  source.add(`const ${name}: ${type} = ${objectLiteral([...settings, ...tagsProperty(common)])};`);
  const shared: SharedSettings = { name, common, differ: members.some(({ tags }) => tags.length > common.length) };
  for (const unit of units) writeUnit(unit, shared, source);
}

/** The settings of a group in the code. */
interface SharedSettings {
  /** The name of the constant. */
  readonly name: string;
  /** The tags in it. */
  readonly common: Tags;
  /** Whether there are other tags, too. */
  readonly differ: boolean;
}

function writeUnit({ members, access }: Unit, { name, common, differ }: SharedSettings, source: StackSource): void {
  const regular = members.filter(hasOwnId);
  const single = regular.length > 1 ? members.filter((each) => !hasOwnId(each)) : members;
  if (regular.length > 1) {
    const ownTags = common.length > 0 ? `{ ...${name}.tags, ...tags }` : 'tags';
    const own = [...access, ...(differ ? [['tags', ownTags] as const] : [])].map(([key, code]) => `${key}: ${code}`);
    const props = [`...${name}`, 'repositoryName', ...own].join(', ');
    const made = `new ${source.use('PrivateRepository')}(this, repositoryName, { ${props} });`;
    source.add(`${differ ? loopWithTags(regular, common) : loop(regular)} {`, made, '}');
  }
  for (const member of single) {
    const tags: Properties = differ ? tagsProperty(member.tags) : [];
    source.add(construct([['...', name], ...access, ...tags], member, source));
  }
}

/** Whether the id of the construct is what the CDK makes of the name. */
function hasOwnId({ repository, id }: Declared): boolean {
  return idAsWritten(repository.repositoryName, id) === repository.repositoryName;
}

function loop(members: readonly Declared[]): string {
  return `for (const repositoryName of ${listLiteral(members.map((each) => literal(nameOf(each))))})`;
}

/** Tags that all repositories of a group have stand with its settings. */
function loopWithTags(members: readonly Declared[], common: Tags): string {
  const shared = new Set(common.map(([key]) => key));
  const own = members.map(({ repository, tags }): [string, string] => [
    repository.repositoryName,
    tagsLiteral(tags.filter(([key]) => !shared.has(key))),
  ]);
  return `for (const [repositoryName, tags] of Object.entries<Record<string, string>>(${objectLiteral(own)}))`;
}

function commonTags([first, ...others]: readonly Declared[]): Tags {
  const has = ({ tags }: Declared, [key, value]: readonly [string, string]) =>
    tags.some(([otherKey, otherValue]) => otherKey === key && otherValue === value);
  return first.tags.filter((tag) => others.every((other) => has(other, tag)));
}

function tagsProperty(tags: Tags): Properties {
  return tags.length === 0 ? [] : [['tags', tagsLiteral(tags)]];
}

function tagsLiteral(tags: Tags): string {
  return objectLiteral(tags.map(([key, value]): [string, string] => [key, literal(value)]));
}

function construct(properties: Properties, declared: Declared, source: StackSource): string {
  const { repositoryName } = declared.repository;
  const id = idAsWritten(repositoryName, declared.id);
  const spread = properties.filter(([property]) => property === '...').map(([, code]) => `...${code}`);
  const named = properties.filter(([property]) => property !== '...').map(([property, code]) => `${property}: ${code}`);
  const props = [...spread, `repositoryName: ${literal(repositoryName)}`, ...named];
  return `new ${source.use('PrivateRepository')}(this, ${literal(id)}, { ${props.join(', ')} });`;
}

/** A group is named after the namespace of its repositories, or else after its settings. */
function groupName(members: readonly Declared[]): string {
  const namespace = camelCase(commonNamespace(members.map(nameOf)));
  return namespace === '' ? settingsName(members[0].repository) : namespace;
}
