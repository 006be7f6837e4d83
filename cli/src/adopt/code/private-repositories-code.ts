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

/** Repositories with the same settings. */
interface Group {
  readonly members: readonly Declared[];
  readonly settings: Properties;
}

/** Writes private repositories, grouped by the settings that they share. */
export function privateRepositoriesCode(
  repositories: readonly RepositoryLine[],
  source: StackSource,
): RepositoriesCode {
  const ids = constructIds(repositories.map(({ repositoryName }) => repositoryName));
  const declared: Declared[] = [];
  const raw: { readonly repository: RepositoryLine; readonly reason: string }[] = [];
  const remarks: string[] = [];
  for (const repository of repositories) {
    const { repositoryName: name, tags, scanOnPush = false } = repository;
    remarks.push(...tagRemarks(tags).map((remark) => `${name}: ${remark}.`));
    const { properties, reason } = settingsOf(repository, source);
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
  const bySettings = new Map<string, Declared[]>();
  for (const each of declared) addTo(bySettings, JSON.stringify(each.settings), each);
  const groups = [...bySettings.values()].sort(
    (one, other) => other.length - one.length || byText(nameOf(one[0]), nameOf(other[0])),
  );
  const settings = withConstants(
    groups.map(([first]) => first.settings),
    source,
  );
  return groups.map((members, index) => ({ members, settings: settings[index] }));
}

function nameOf({ repository }: Declared): string {
  return repository.repositoryName;
}

function writeGroup(group: Group, source: StackSource): void {
  const { members, settings } = group;
  const [first] = members;
  source.blankLine();
  if (members.length === 1) {
    const { tags } = first;
    return source.add(construct([...settings, ...tagsProperty(tags)], first, source));
  }
  const name = source.name(`${groupName(group)}Settings`);
  const common = commonTags(members);
  const differ = members.some(({ tags }) => tags.length > common.length);
  source.add(`/** ${number(members.length)} repositories ${settingsWords(first.repository)}. */`);
  source.add(
    `const ${name}: ${source.useType('PrivateRepositoryProps')} = ${objectLiteral([...settings, ...tagsProperty(common)])};`,
  );
  const ownTags = common.length > 0 ? `{ ...${name}.tags, ...tags }` : 'tags';
  const regular = members.filter(hasOwnId);
  if (regular.length > 0) {
    const props = `{ ...${name}, repositoryName${differ ? `, tags: ${ownTags}` : ''} }`;
    const made = `new ${source.use('PrivateRepository')}(this, repositoryName, ${props});`;
    source.add(`${differ ? loopWithTags(regular, common) : loop(regular)} {`, made, '}');
  }
  for (const member of members.filter((each) => !hasOwnId(each))) {
    const own: Properties = differ ? tagsProperty(member.tags) : [];
    source.add(construct([['...', name], ...own], member, source));
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
function groupName({ members: [first, ...others] }: Group): string {
  const namespace = camelCase(commonNamespace([first, ...others].map(nameOf)));
  return namespace === '' ? settingsName(first.repository) : namespace;
}
