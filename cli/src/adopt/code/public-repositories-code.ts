import { policyRefusals, statementCode, statementsOf } from './access-code';
import { acknowledgeRules } from './acknowledgements';
import { literal, objectLiteral } from './literal';
import { camelCase, constructIds, idAsWritten, rawIds } from './naming';
import { writeRaw, rawTags } from './raw-repository-code';
import { refusalsOf } from './refusals';
import type { RepositoriesCode } from './repositories-code';
import type { StackSource } from './stack-source';
import { declaredTags, tagRemarks } from './tags-code';
import { LIMITS } from '../../../../src/ecr/limits';
import { mistakesInPublicRepositoryName } from '../../../../src/ecr/mistakes/names';
import { ResourceType } from '../../../../src/ecr/resource-type';
import { number } from '../../../../src/text/lists';
import { withoutUndefined } from '../../../../src/text/without-undefined';
import type { RepositoryLine } from '../../snapshot/format';
import type { GeneratedResource } from '../generated-code';

const TYPE = ResourceType.PUBLIC_REPOSITORY;

/** The page of the Public Gallery, as far as CloudFormation can have it. */
interface Catalog {
  readonly description?: string;
  readonly about?: string;
  readonly usage?: string;
  readonly architectures?: readonly string[];
  readonly operatingSystems?: readonly string[];
}

/** Writes public repositories. Each has a page of its own, so that there are no groups. */
export function publicRepositoriesCode(repositories: readonly RepositoryLine[], source: StackSource): RepositoriesCode {
  const names = repositories.map(({ repositoryName }) => repositoryName);
  const [ids, idsOfRaw] = [constructIds(names), rawIds(names)];
  const remarks: string[] = [];
  const resources = repositories.map((repository): GeneratedResource => {
    const { repositoryName: name, policy, tags } = repository;
    const { catalog, left } = catalogOf(repository);
    remarks.push(...[...tagRemarks(tags), ...left].map((remark) => `${name}: ${remark}.`));
    const [reason] = [
      ...refusalsOf('repositoryName', mistakesInPublicRepositoryName(name)),
      ...(policy === undefined ? [] : policyRefusals(policy, source, TYPE)),
    ];
    const identifier = { RepositoryName: name };
    if (reason === undefined) {
      const id = ids.get(name)!;
      writeConstruct(repository, catalog, id, source);
      return { type: TYPE, path: [id, 'Resource'], identifier };
    }
    const id = idsOfRaw.get(name)!;
    remarks.push(`${name}: it is declared with ecr.CfnPublicRepository, because ${reason}.`);
    writeRaw('CfnPublicRepository', id, rawProps(repository, catalog), reason, source);
    return { type: TYPE, path: [id], identifier };
  });
  acknowledgeRules(repositories, source);
  return { resources, remarks };
}

function writeConstruct(repository: RepositoryLine, catalog: Catalog, id: string, source: StackSource): void {
  const { repositoryName, policy, tags } = repository;
  const declared = declaredTags(tags);
  const page = catalogCode(catalog, source);
  const props = objectLiteral([
    ['repositoryName', literal(repositoryName)],
    ...(page.length === 0 ? [] : [['catalog', objectLiteral(page)] as const]),
    ...(declared.length === 0 ? [] : [['tags', literal(Object.fromEntries(declared))] as const]),
  ]);
  const construct = `new ${source.use('PublicRepository')}(this, ${literal(idAsWritten(repositoryName, id))}, ${props})`;
  const statements = policy === undefined ? [] : statementsOf(policy);
  source.blankLine();
  if (statements.length === 0) return source.add(`${construct};`);
  const name = source.name(camelCase(repositoryName) || 'publicRepository');
  source.add(`const ${name} = ${construct};`);
  for (const each of statements) source.add(`${name}.addToResourcePolicy(${statementCode(each, source)});`);
}

function catalogCode(catalog: Catalog, source: StackSource): [string, string][] {
  return Object.entries(catalog).map(([property, value]) => {
    const isText = property === 'about' || property === 'usage';
    const code = literal(value);
    return [property, isText ? `${source.use('CatalogText')}.fromMarkdown(${code})` : code];
  });
}

/** The page of a repository, and what of it CloudFormation does not take. Empty parts are the same as none. */
function catalogOf({ catalogData = {} }: RepositoryLine): { readonly catalog: Catalog; readonly left: string[] } {
  const { description, aboutText, usageText, architectures, operatingSystems } = catalogData as Record<string, unknown>;
  const left: string[] = [];
  const text = (property: string, value: unknown, most: number): string | undefined => {
    if (typeof value !== 'string' || value === '') return undefined;
    if ([...value].length <= most) return value;
    left.push(`${property} is left out, because CloudFormation takes at most ${number(most)} characters`);
    return undefined;
  };
  const labels = (values: unknown): string[] | undefined =>
    Array.isArray(values) && values.length > 0 ? values.map(String) : undefined;
  const catalog = withoutUndefined({
    description: text('the description', description, LIMITS.CATALOG_DESCRIPTION_LENGTH),
    about: text('the about text', aboutText, LIMITS.CATALOG_TEXT_LENGTH),
    usage: text('the usage text', usageText, LIMITS.CATALOG_TEXT_LENGTH),
    architectures: labels(architectures),
    operatingSystems: labels(operatingSystems),
  });
  return { catalog, left };
}

function rawProps(repository: RepositoryLine, catalog: Catalog): string {
  const { repositoryName, policy } = repository;
  const { description, about, usage, architectures, operatingSystems } = catalog;
  const data = withoutUndefined({
    RepositoryDescription: description,
    AboutText: about,
    UsageText: usage,
    Architectures: architectures,
    OperatingSystems: operatingSystems,
  });
  return literal({
    repositoryName,
    repositoryCatalogData: Object.keys(data).length === 0 ? undefined : data,
    repositoryPolicyText: policy,
    tags: rawTags(repository),
  });
}
